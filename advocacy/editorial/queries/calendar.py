"""A month of the library: what appears, what leaves, which campaigns run, and who is on duty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from advocacy.accounts.access import Actor
from advocacy.campaigns.access import can_see_campaign
from advocacy.campaigns.models import Campaign
from advocacy.campaigns.queries import campaigns_between
from advocacy.editorial.queries.board import duties_in
from advocacy.editorial.weeks import monday_of
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.people.models import Person
from advocacy.stories.models import Story, StoryVersion
from advocacy.stories.queries import DatedStory, stories_between, writable_programmes


class Happening(StrEnum):
    """What a line of the calendar says."""

    APPEARED = "appeared"
    #: Approved, and readers see it from then on.
    APPEARS = "appears"
    #: Its editors have named the moment, and nobody has approved it yet.
    PLANNED = "planned"
    EXPIRES = "expires"
    CAMPAIGN_BEGINS = "campaign_begins"
    CAMPAIGN_ENDS = "campaign_ends"


@dataclass(frozen=True)
class CalendarLine:
    """One thing on one day: a story, or a campaign."""

    day: date
    what: Happening
    version: StoryVersion | None = None
    campaign: Campaign | None = None


@dataclass(frozen=True)
class CalendarDay:
    """A day of the grid; those of the months beside it are dim."""

    day: date
    is_in_month: bool
    is_today: bool
    lines: tuple[CalendarLine, ...]


@dataclass(frozen=True)
class CalendarWeek:
    """Seven days from a Monday, and who is on duty."""

    monday: date
    on_duty: Person | None
    days: tuple[CalendarDay, ...]


@dataclass(frozen=True)
class CalendarMonth:
    """Whole weeks around a month, and the campaigns that run in it."""

    first: date
    weeks: tuple[CalendarWeek, ...]
    campaigns: Sequence[Campaign]

    @property
    def busy_days(self) -> list[CalendarDay]:
        """The days of the month itself on which something happens, for the list."""
        return [day for week in self.weeks for day in week.days if day.is_in_month and day.lines]

    @property
    def before(self) -> date:
        """The first day of the month before."""
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        """The first day of the month after."""
        return (self.first + timedelta(days=31)).replace(day=1)


def calendar_of(actor: Actor, first: date) -> CalendarMonth:
    """The month that begins on this day, for the programmes this editor writes for."""
    mondays = _mondays_around(first)
    start, end = mondays[0], mondays[-1] + timedelta(days=6)
    campaigns = [each for each in campaigns_between(start, end) if can_see_campaign(actor, each)]
    lines = sorted(
        [*_story_lines(actor, start, end), *_campaign_lines(campaigns, start, end)],
        key=lambda each: (each.day, list(Happening).index(each.what)),
    )
    duties, today = duties_in(start, end), clock.today()

    def day_of(day: date) -> CalendarDay:
        return CalendarDay(day, day.month == first.month, day == today, tuple(each for each in lines if each.day == day))

    weeks = tuple(
        CalendarWeek(monday, duties.get(monday), tuple(day_of(monday + timedelta(days=number)) for number in range(7)))
        for monday in mondays
    )
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    running = [each for each in campaigns if each.starts_on and each.ends_on and each.starts_on <= last and each.ends_on >= first]
    return CalendarMonth(first, weeks, running)


def _mondays_around(first: date) -> list[date]:
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    monday = monday_of(first)
    return [monday + timedelta(weeks=number) for number in range((last - monday).days // 7 + 1)]


def _story_lines(actor: Actor, start: date, end: date) -> list[CalendarLine]:
    """When stories appeared, will or are meant to, and the last day of each."""
    programmes, moment = writable_programmes(actor), clock.now()
    dated = stories_between(programmes, clock.start_of_day(start), clock.end_of_day(end))
    lines = [CalendarLine(clock.local_day(each.at), _first_seen(each, moment), version=each.version) for each in dated]
    expiring = select(Story).where(
        Story.programme_id.in_([each.id for each in programmes]), Story.published_version_id.is_not(None), Story.retired_at.is_(None),
        Story.expires_on >= start, Story.expires_on <= end,
    )  # fmt: skip
    for story in db.session.scalars(expiring.options(joinedload(Story.published_version)).order_by(Story.id)):
        assert story.expires_on is not None
        lines.append(CalendarLine(story.expires_on, Happening.EXPIRES, version=story.published_version))
    return lines


def _first_seen(dated: DatedStory, moment: datetime) -> Happening:
    if not dated.is_approved:
        return Happening.PLANNED
    return Happening.APPEARS if dated.at > moment else Happening.APPEARED


def _campaign_lines(campaigns: Sequence[Campaign], start: date, end: date) -> list[CalendarLine]:
    begin = [
        CalendarLine(each.starts_on, Happening.CAMPAIGN_BEGINS, campaign=each)
        for each in campaigns
        if each.starts_on and each.starts_on >= start
    ]
    over = [
        CalendarLine(each.ends_on, Happening.CAMPAIGN_ENDS, campaign=each) for each in campaigns if each.ends_on and each.ends_on <= end
    ]
    return begin + over
