"""The library as each person may see it: which programmes, and which stories of theirs, a page at a time.

The feed is the page that is opened most, so it asks the database little: one question for the programmes with their topics,
one for the page (twenty names of versions, and how many there are in all), and a third for cards this process has not made yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Date, Integer, Select, bindparam, exists, false, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from advocacy.accounts.access import Actor
from advocacy.accounts.models import Role
from advocacy.foundation import clock
from advocacy.foundation.database import Moment, db
from advocacy.foundation.errors import Missing
from advocacy.people.models import Unit
from advocacy.programmes.access import WORKING
from advocacy.programmes.models import Enrolment, Invitation, Programme, ProgrammeStatus, Topic
from advocacy.programmes.models.programme import programme_unit
from advocacy.stories.models import Story, StoryVersion, story_version_topic
from advocacy.stories.queries.targeting import Led, is_for, led_by, values_for

PAGE_LENGTH = 20


@dataclass(frozen=True)
class LibraryEntry:
    """One story of a page, by name only: what its card shows may be at hand already."""

    story: str
    version_id: int
    #: The version's public name: an approved version never changes, so this names its card for good.
    version: str
    topic_id: int | None


@dataclass(frozen=True)
class LibraryPage:
    """One page of the library, newest first."""

    entries: tuple[LibraryEntry, ...]
    total: int
    page: int

    @property
    def page_count(self) -> int:
        return max(1, -(-self.total // PAGE_LENGTH))


def readable_programmes(actor: Actor) -> Sequence[Programme]:
    """The programmes whose library somebody may read, with their topics: one question, the same answer as ``can_read_story``."""
    return db.session.scalars(_readable(_held(actor, *WORKING)), {"person": actor.person.id}).unique().all()


def writable_programmes(actor: Actor) -> Sequence[Programme]:
    """The programmes an editor writes for; one that is closed gets no new stories."""
    return db.session.scalars(_writable(_held(actor, Role.EDITOR))).unique().all()


def library_for(
    actor: Actor, *, programme: Programme | None = None, topic: Topic | None = None, page: int = 1, among: Sequence[Programme] | None = None
) -> LibraryPage:
    """A page of what this person may read today; raises Missing for a page that is not there.

    ``among`` saves a question where the caller has asked for ``readable_programmes`` already.
    """
    programmes = [programme] if programme else (readable_programmes(actor) if among is None else among)
    values = library_values(actor, programmes) | {"start": (page - 1) * PAGE_LENGTH}
    if topic is not None:
        values["topic"] = topic.id
    rows = db.session.execute(_page(led_by(actor), has_topic=topic is not None), values).all()
    if not rows and page > 1:
        raise Missing
    return LibraryPage(tuple(LibraryEntry(*row[:4]) for row in rows), rows[0][4] if rows else 0, page)


def newest_stories(actor: Actor, *, limit: int = 3) -> Sequence[Story]:
    """The newest of what this person may read today, whole, for a few cards elsewhere."""
    version = joinedload(Story.published_version)
    parts = (version, version.joinedload(StoryVersion.topic), version.joinedload(StoryVersion.picture))
    statement = select(Story).where(*in_library(Story, led_by(actor))).order_by(*NEWEST_FIRST).options(*parts).limit(limit)
    return db.session.scalars(statement, library_values(actor, readable_programmes(actor))).all()


# Building a statement takes as long as answering it, so those of the feed are built once, with places for what differs.

#: The units somebody's roles are held for, as their paths.
Held = tuple[str, ...]
NEWEST_FIRST = (Story.published_at.desc(), Story.id.desc())


def _held(actor: Actor, *roles: Role) -> Held:
    return tuple(sorted({grant.unit.path for grant in actor.grants if grant.role in roles}))


@lru_cache(maxsize=256)
def _readable(held: Held) -> Select[Programme]:
    who: BindParameter[int] = bindparam("person")
    invited = select(Invitation.programme_id).where(Invitation.person_id == who)
    joined = select(Enrolment.programme_id).where(Enrolment.person_id == who, Enrolment.stopped_at.is_(None))
    answers_for = or_(Programme.initiator_id == who, Programme.owner_id == who, Programme.sparring_partner_id == who)
    is_theirs = or_(Programme.id.in_(invited), Programme.id.in_(joined), answers_for, _meets(held))
    return _with_topics(select(Programme).where(Programme.status == ProgrammeStatus.LAUNCHED, is_theirs))


@lru_cache(maxsize=256)
def _writable(held: Held) -> Select[Programme]:
    return _with_topics(select(Programme).where(_meets(held), Programme.status != ProgrammeStatus.CLOSED))


def library_values(actor: Actor, programmes: Sequence[Programme]) -> dict[str, object]:
    """What ``in_library`` needs to be told of the moment and of the person who asks."""
    moment = clock.now()
    when = {"now": moment, "day": clock.local_day(moment)}
    return {"programmes": [each.id for each in programmes], **when, **values_for(actor)}


@lru_cache(maxsize=256)
def _page(led: Led, *, has_topic: bool) -> Select[Any]:
    every = aliased(Story)
    total = select(func.count()).select_from(every).where(*in_library(every, led, has_topic=has_topic)).scalar_subquery()
    columns = select(Story.public_id, StoryVersion.id, StoryVersion.public_id, StoryVersion.topic_id, total)
    joined = columns.join(StoryVersion, StoryVersion.id == Story.published_version_id)
    ordered = joined.where(*in_library(Story, led, has_topic=has_topic)).order_by(*NEWEST_FIRST)
    return ordered.limit(PAGE_LENGTH).offset(bindparam("start", type_=Integer))


def in_library(story: type[Story], led: Led, *, has_topic: bool = False) -> list[ColumnElement[bool]]:
    """What makes a story stand in somebody's library at a moment; ``story`` is the model or another name for its table."""
    conditions = [
        story.programme_id.in_(bindparam("programmes", expanding=True)),
        story.published_version_id.is_not(None),
        story.published_at <= bindparam("now", type_=Moment()),
        story.retired_at.is_(None),
        story.paused_at.is_(None),
        is_for(story, led),
        or_(story.expires_on.is_(None), story.expires_on >= bindparam("day", type_=Date)),
    ]
    if has_topic:
        first = select(StoryVersion.id).where(StoryVersion.topic_id == bindparam("topic"))
        further = select(story_version_topic.c.version_id).where(story_version_topic.c.topic_id == bindparam("topic"))
        conditions.append(or_(story.published_version_id.in_(first), story.published_version_id.in_(further)))
    return conditions


def _with_topics(statement: Select[Programme]) -> Select[Programme]:
    return statement.order_by(Programme.launched_at.desc(), Programme.id).options(joinedload(Programme.topics))


def _meets(held: Held) -> ColumnElement[bool]:
    """A role is held for a unit above, in or below the programme's: as in programmes.access, asked of the database."""
    if not held:
        return false()
    above = {int(number) for path in held for number in path.split(".") if number}
    below = [Unit.path.startswith(path, autoescape=True) for path in held]
    units = select(programme_unit.c.unit_id).join(Unit, Unit.id == programme_unit.c.unit_id)
    return exists(units.where(programme_unit.c.programme_id == Programme.id, or_(Unit.id.in_(above), *below)))
