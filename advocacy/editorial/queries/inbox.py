"""What waits for an editor, each sort in a small question of its own; what is not there is not shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from advocacy.accounts.access import Actor
from advocacy.consents.models import Consent
from advocacy.consents.queries import consents_expiring
from advocacy.editorial.models import Place
from advocacy.editorial.queries.board import is_on_duty, is_seat_of, seats
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.i18n import LOCALES
from advocacy.foundation.working_days import Promise, add_working_days, promise_on
from advocacy.people.models import Unit
from advocacy.sources.models import Source
from advocacy.sources.queries import new_finding_counts, sources_of, sources_that_failed
from advocacy.sparring.models import OwnStory
from advocacy.sparring.queries import promise_of, talks_asked_of
from advocacy.stories.models import LinkAnswer, LinkStatus, Story, StoryVersion, VersionStatus, story_version_writer
from advocacy.stories.queries import checking, writable_programmes
from advocacy.tips.queries import AwaitingTip, tips_awaiting_answer

#: How many lines of each sort the inbox shows before it leads on to the whole list.
A_FEW = 6
#: A second pair of eyes within so many working days.
REVIEW_WITHIN = 3
EXPIRING_WITHIN = 14
CONSENTS_WITHIN = 30
MOST_REVIEWS = 100
MOST_BROKEN = 50


@dataclass(frozen=True)
class WaitingReview:
    """A version that waits for a second pair of eyes, how long it may still wait, and whether this editor is asked first."""

    version: StoryVersion
    promise: Promise
    is_asked: bool


@dataclass(frozen=True)
class AwaitingTalk:
    """Somebody's own story that they would like to talk about, and how the promise of an answer stands."""

    own_story: OwnStory
    promise: Promise


@dataclass(frozen=True)
class Inbox:
    """Everything that waits for one editor."""

    returned: Sequence[StoryVersion]
    to_review: Sequence[WaitingReview]
    #: This editor's own stories that wait for somebody else.
    own_waiting: int
    expiring: Sequence[Story]
    consents: Sequence[Consent]
    tips: Sequence[AwaitingTip]
    #: Talks in which a colleague waits for this editor's answer. Only the two of them know of it.
    sparring: Sequence[AwaitingTalk]
    paused: Sequence[Story]
    #: Feeds that have paused themselves.
    sources: Sequence[Source]
    #: How much the feeds have told that nobody has looked at.
    found: int
    broken_links: Sequence[tuple[Story, LinkAnswer]]

    @property
    def counts(self) -> dict[str, int]:
        """How much of each sort there is."""
        sorts = ("returned", "to_review", "expiring", "consents", "tips", "sparring", "paused", "sources", "broken_links")
        return {sort: len(getattr(self, sort)) for sort in sorts} | {"found": self.found}

    @property
    def total(self) -> int:
        """How much waits in all."""
        return sum(self.counts.values())


def inbox_of(actor: Actor) -> Inbox:
    """What waits for this editor, asked for sort by sort."""
    programmes = writable_programmes(actor)
    numbers = [each.id for each in programmes]
    return Inbox(
        returned=returned_to(actor, numbers),
        to_review=reviews_for(actor, numbers),
        own_waiting=own_waiting(actor, numbers),
        expiring=expiring_soon(numbers),
        consents=consents_expiring(CONSENTS_WITHIN, actor),
        tips=tips_awaiting_answer(actor),
        sparring=talks_that_wait_for(actor),
        paused=paused_stories(numbers),
        sources=sources_that_failed(programmes),
        found=sum(new_finding_counts(sources_of(actor)).values()),
        broken_links=broken_links(numbers),
    )


def returned_to(actor: Actor, programmes: Sequence[int]) -> Sequence[StoryVersion]:
    """What came back to this editor with a note, the newest first."""
    statement = _versions(programmes).where(StoryVersion.status == VersionStatus.DRAFT, StoryVersion.returns.any(), is_by(actor))
    return db.session.scalars(statement.order_by(StoryVersion.changed_at.desc(), StoryVersion.id.desc())).all()


def reviews_for(actor: Actor, programmes: Sequence[int]) -> list[WaitingReview]:
    """What others have sent to review: what this editor is asked for by seat or rota first, then what has waited longest."""
    statement = _versions(programmes).where(StoryVersion.status == VersionStatus.IN_REVIEW, ~is_by(actor))
    versions = db.session.scalars(statement.order_by(StoryVersion.submitted_at, StoryVersion.id).limit(MOST_REVIEWS)).all()
    if not versions:
        return []
    units, held, has_duty = _units_of([each.story for each in versions]), seats(), is_on_duty(actor)
    found = [WaitingReview(each, review_promise(each), has_duty or is_seat_of(actor, units[each.story_id], held)) for each in versions]
    return sorted(found, key=lambda each: (not each.is_asked, each.promise.due_on))


def review_promise(version: StoryVersion) -> Promise:
    """How long a version may still wait, in working days."""
    sent_on = clock.local_day(version.submitted_at or version.changed_at)
    return promise_on(add_working_days(sent_on, REVIEW_WITHIN), clock.today())


def own_waiting(actor: Actor, programmes: Sequence[int]) -> int:
    """How many of this editor's own wait for another's eyes."""
    statement = select(func.count()).select_from(StoryVersion).join(StoryVersion.story).where(Story.programme_id.in_(programmes))
    return db.session.scalar(statement.where(StoryVersion.status == VersionStatus.IN_REVIEW, Story.retired_at.is_(None), is_by(actor))) or 0


def expiring_soon(programmes: Sequence[int]) -> Sequence[Story]:
    """Stories readers see whose last day comes within two weeks, the first one first."""
    today = clock.today()
    soon = _published(programmes).where(Story.expires_on >= today, Story.expires_on <= today + timedelta(days=EXPIRING_WITHIN))
    return db.session.scalars(soon.where(Story.paused_at.is_(None)).order_by(Story.expires_on, Story.id)).all()


def talks_that_wait_for(actor: Actor) -> list[AwaitingTalk]:
    """Own stories whose writer waits for this editor, the longest first."""
    talks = [(each, promise_of(each)) for each in talks_asked_of(actor.person)]
    return [AwaitingTalk(talk, promise) for talk, promise in talks if promise is not None]


def paused_stories(programmes: Sequence[int]) -> Sequence[Story]:
    """Stories that are hidden for the time being, the longest first; each knows its reason."""
    is_not_over = or_(Story.expires_on.is_(None), Story.expires_on >= clock.today())
    return db.session.scalars(_published(programmes).where(Story.paused_at.is_not(None), is_not_over).order_by(Story.paused_at)).all()


def broken_links(programmes: Sequence[int]) -> list[tuple[Story, LinkAnswer]]:
    """Addresses in the library that lead nowhere any more, with the story each stands in."""
    newest = select(LinkAnswer).where(LinkAnswer.status == LinkStatus.BROKEN).order_by(LinkAnswer.asked_at.desc()).limit(MOST_BROKEN)
    broken = {each.address: each for each in db.session.scalars(newest)}
    if not broken:
        return []
    is_not_over = or_(Story.expires_on.is_(None), Story.expires_on >= clock.today())
    bodies = [StoryVersion.body[language].as_string().contains(address, autoescape=True) for language in LOCALES for address in broken]
    holding = select(StoryVersion.id).where(or_(StoryVersion.address.in_(broken), *bodies))
    stories = db.session.scalars(
        _published(programmes).where(is_not_over, Story.published_version_id.in_(holding)).order_by(Story.id.desc()).limit(MOST_BROKEN)
    )
    return [
        (story, broken[address])
        for story in stories
        if story.published_version is not None
        for address in checking.addresses_in(story.published_version)
        if address in broken
    ]


def is_by(actor: Actor) -> ColumnElement[bool]:
    """True for a version this editor has had a hand in."""
    number = actor.person.id
    written = select(story_version_writer.c.version_id).where(story_version_writer.c.person_id == number)
    return or_(StoryVersion.author_id == number, func.coalesce(StoryVersion.submitted_by_id, 0) == number, StoryVersion.id.in_(written))


def _versions(programmes: Sequence[int]) -> Select[StoryVersion]:
    parts = (
        joinedload(StoryVersion.story).joinedload(Story.created_by),
        joinedload(StoryVersion.author),
        joinedload(StoryVersion.submitted_by),
        selectinload(StoryVersion.returns),
    )
    statement = select(StoryVersion).join(StoryVersion.story).where(Story.programme_id.in_(programmes), Story.retired_at.is_(None))
    return statement.options(*parts)


def _published(programmes: Sequence[int]) -> Select[Story]:
    statement = select(Story).where(Story.programme_id.in_(programmes), Story.retired_at.is_(None), Story.published_version_id.is_not(None))
    return statement.options(joinedload(Story.published_version))


def _units_of(stories: Sequence[Story]) -> dict[int, Unit]:
    """Where each story comes from, in one question."""
    placed = select(Place).where(Place.story_id.in_([each.id for each in stories])).options(joinedload(Place.unit))
    chosen = {each.story_id: each.unit for each in db.session.scalars(placed)}
    return {each.id: chosen.get(each.id, each.created_by.unit) for each in stories}
