"""How far a campaign has come, as it may be shown to everybody: no names, no ranking, and nothing about fewer than five people.

What counts: shares of the campaign's stories that were pressed within its days and not taken back; for a story that was added later,
from then on. A number is hidden (None) when fewer than five people stand behind it, and the number of people also when all but fewer
than five of those who take part in the programme are in it: both would tell of single people (attack rows H01 and H07).
Pages, letters, the API and the summary all read this one shape, so that no door tells more than another (attack row H03).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select

from advocacy.campaigns.models import Campaign, CampaignStory
from advocacy.campaigns.queries.figures import Progress, RungCount, thawed
from advocacy.campaigns.queries.reports import applications_of
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.links.agents import AgentKind
from advocacy.links.models import VisitTotal
from advocacy.programmes.models import Enrolment
from advocacy.recognition.models import Acknowledgement
from advocacy.sharing.evidence import Rung
from advocacy.sharing.models import Share
from advocacy.sharing.queries import rungs_of, was_shown

FEWEST = 5
THANKS_WITHIN = timedelta(days=7)


def progress_of(campaign: Campaign) -> Progress:
    """Counted now; for one that has ended, what was written down at its end."""
    return thawed(campaign.result) if campaign.result else counted(campaign, clock.now())


def counted(campaign: Campaign, until: datetime) -> Progress:
    """As it was, or is, at a moment."""
    counts = _counts(campaign, until)
    told = applications_of(campaign, until=until)
    return Progress(
        goal_kind=campaign.goal_kind,
        goal_number=campaign.goal_number,
        people=counts.people,
        is_nearly_all=counts.is_nearly_all,
        visits=counts.visits,
        rungs=counts.rungs,
        thanked=counts.thanked,
        thanked_of=counts.thanked_of,
        applications=told.number if told and told.number >= FEWEST else None,
        application_sources=told.sources if told else (),
        applications_on=told.counted_on if told else None,
        counted_at=until,
    )


@dataclass(frozen=True)
class _Counts:
    people: int | None
    is_nearly_all: bool
    visits: int | None
    rungs: tuple[RungCount, ...]
    thanked: int | None
    thanked_of: int | None


def _counts(campaign: Campaign, until: datetime) -> _Counts:
    pressed = _pressed(campaign, until)
    said = and_(pressed, Share.confirmed_at < until)
    pressers, (shares, people) = _shares_and_people(pressed)[1], _shares_and_people(said)
    is_nearly_all = people >= FEWEST and _taking_part(campaign) - people < FEWEST
    thanked, thanked_of = _thanks(said, until)
    return _Counts(
        people=None if people < FEWEST or is_nearly_all else people,
        is_nearly_all=is_nearly_all,
        visits=_visits(pressed, until) if pressers >= FEWEST else None,
        rungs=_rungs(pressed, until, shares if people >= FEWEST else None),
        thanked=thanked,
        thanked_of=thanked_of,
    )


def _pressed(campaign: Campaign, until: datetime) -> ColumnElement[bool]:
    """The shares that count; none before the first day has begun."""
    begin, over = campaign.begins_at, campaign.is_over_at
    if begin is None or over is None:
        return Share.id.is_(None)
    belongs = select(CampaignStory.id).where(
        CampaignStory.campaign_id == campaign.id, CampaignStory.story_id == Share.story_id, CampaignStory.added_at <= Share.pressed_at
    )
    return and_(Share.pressed_at >= begin, Share.pressed_at < min(over, until), Share.withdrawn_at.is_(None), belongs.exists())


def _shares_and_people(condition: ColumnElement[bool]) -> tuple[int, int]:
    """How many shares, by how many people. Shares of people who have left are counted, and the people are not (attack row Z16)."""
    row = db.session.execute(select(func.count(), func.count(Share.person_id.distinct())).select_from(Share).where(condition)).one()
    return int(row[0]), int(row[1])


def _taking_part(campaign: Campaign) -> int:
    statement = select(func.count(Enrolment.person_id.distinct())).where(
        Enrolment.programme_id == campaign.programme_id, Enrolment.stopped_at.is_(None)
    )
    return db.session.scalar(statement) or 0


def _visits(pressed: ColumnElement[bool], until: datetime) -> int:
    """Whole days: one that is over at its midnight, or today so far."""
    counted = select(func.sum(VisitTotal.count)).join(Share, Share.link_id == VisitTotal.link_id)
    last = clock.local_day(until - timedelta(microseconds=1))
    return int(db.session.scalar(counted.where(pressed, VisitTotal.kind == AgentKind.PERSON, VisitTotal.day <= last)) or 0)


def _rungs(pressed: ColumnElement[bool], until: datetime, declared: int | None) -> tuple[RungCount, ...]:
    """Below "said to be posted" each share is looked at; there are few, since most people say so or never come back."""
    silent = and_(pressed, or_(Share.confirmed_at.is_(None), Share.confirmed_at >= until))
    below = db.session.scalars(select(Share).where(silent)).all()
    found = rungs_of(below)
    counts = Counter(_rung_below(found[share.id]) for share in below)
    people = {rung: len({share.person_id for share in below if _rung_below(found[share.id]) is rung}) for rung in Rung}
    said = and_(pressed, Share.confirmed_at < until)
    shown, others = _shares_and_people(and_(said, was_shown())), _shares_and_people(and_(said, ~was_shown()))
    lower = [RungCount(rung.value, counts[rung] if people[rung] >= FEWEST else None) for rung in Rung if rung < Rung.DECLARED]
    if declared is None or shown[1] < FEWEST or others[1] < FEWEST:
        # Either could be told from the other and their sum, so both are shown or neither is.
        return (*lower, RungCount(Rung.DECLARED.value, declared))
    return (*lower, RungCount(Rung.DECLARED.value, others[0]), RungCount(Rung.CONFIRMED.value, shown[0]))


def _rung_below(rung: Rung) -> Rung:
    """Who says so only after the end had not said so then, and no more was known."""
    return rung if rung < Rung.DECLARED else Rung.PRESSED


def _thanks(said: ColumnElement[bool], until: datetime) -> tuple[int | None, int | None]:
    """Thanked within a week, and out of how many; hidden when fewer than five people shared what leaders may see."""
    first = select(func.min(Acknowledgement.at)).where(Acknowledgement.share_id == Share.id, Acknowledgement.at < until).scalar_subquery()
    rows = db.session.execute(
        select(Share.person_id, Share.confirmed_at, first.label("thanked_at")).where(said, Share.is_visible_to_leaders)
    ).all()
    ripe = [row for row in rows if row.thanked_at is not None or row.confirmed_at <= until - THANKS_WITHIN]
    if len({row.person_id for row in ripe if row.person_id is not None}) < FEWEST:
        return None, None
    return sum(row.thanked_at is not None and row.thanked_at <= row.confirmed_at + THANKS_WITHIN for row in ripe), len(ripe)
