"""The library as each person may see it: which programmes, and which stories of theirs, a page at a time.

The feed is the page that is opened most, so it asks the database little: one question for the programmes with their topics,
one for the page (twenty names of versions, and how many there are in all), and a third for cards this process has not made yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import joinedload

from advocacy.accounts.access import Actor
from advocacy.accounts.models import Role
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.people.models import Unit
from advocacy.programmes.access import WORKING
from advocacy.programmes.models import Enrolment, Invitation, Programme, ProgrammeStatus, Topic
from advocacy.programmes.models.programme import programme_unit
from advocacy.stories.models import Story, StoryVersion

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
    launched = and_(Programme.status == ProgrammeStatus.LAUNCHED, or_(_takes_part(actor), _answers_for(actor), _meets(actor, *WORKING)))
    return _with_topics(select(Programme).where(launched))


def writable_programmes(actor: Actor) -> Sequence[Programme]:
    """The programmes an editor writes for; one that is closed gets no new stories."""
    statement = select(Programme).where(_meets(actor, Role.EDITOR), Programme.status != ProgrammeStatus.CLOSED)
    return _with_topics(statement)


def library_for(
    actor: Actor, *, programme: Programme | None = None, topic: Topic | None = None, page: int = 1,
    among: Sequence[Programme] | None = None,
) -> LibraryPage:
    """A page of what this person may read today; raises Missing for a page that is not there.

    ``among`` saves a question where the caller has asked for ``readable_programmes`` already.
    """
    programmes = [programme] if programme else (readable_programmes(actor) if among is None else among)
    statement = _in_library(clock.today()).where(Story.programme_id.in_([each.id for each in programmes]))
    if topic is not None:
        statement = statement.where(StoryVersion.topic_id == topic.id)
    columns = statement.with_only_columns(
        Story.public_id, StoryVersion.id, StoryVersion.public_id, StoryVersion.topic_id, func.count().over())
    rows = db.session.execute(columns.limit(PAGE_LENGTH).offset((page - 1) * PAGE_LENGTH)).all()
    if not rows and page > 1:
        raise Missing
    return LibraryPage(tuple(LibraryEntry(*row[:4]) for row in rows), rows[0][4] if rows else 0, page)


def newest_stories(actor: Actor, *, limit: int = 3) -> Sequence[Story]:
    """The newest of what this person may read today, whole, for a few cards elsewhere."""
    numbers = [each.id for each in readable_programmes(actor)]
    version = joinedload(Story.published_version)
    parts = (version, version.joinedload(StoryVersion.topic), version.joinedload(StoryVersion.picture))
    statement = _in_library(clock.today()).where(Story.programme_id.in_(numbers)).options(*parts)
    return db.session.scalars(statement.limit(limit)).all()


def _in_library(day: date) -> Select[Story]:
    return (
        select(Story)
        .join(StoryVersion, StoryVersion.id == Story.published_version_id)
        .where(Story.retired_at.is_(None), or_(Story.expires_on.is_(None), Story.expires_on >= day))
        .order_by(Story.published_at.desc(), Story.id.desc())
    )


def _with_topics(statement: Select[Programme]) -> Sequence[Programme]:
    ordered = statement.order_by(Programme.launched_at.desc(), Programme.id).options(joinedload(Programme.topics))
    return db.session.scalars(ordered).unique().all()


def _takes_part(actor: Actor) -> ColumnElement[bool]:
    number = actor.person.id
    invited = select(Invitation.programme_id).where(Invitation.person_id == number)
    joined = select(Enrolment.programme_id).where(Enrolment.person_id == number, Enrolment.stopped_at.is_(None))
    return or_(Programme.id.in_(invited), Programme.id.in_(joined))


def _answers_for(actor: Actor) -> ColumnElement[bool]:
    number = actor.person.id
    return or_(Programme.initiator_id == number, Programme.owner_id == number, Programme.sparring_partner_id == number)


def _meets(actor: Actor, *roles: Role) -> ColumnElement[bool]:
    """One of these roles is held for a unit above, in or below the programme's: as in programmes.access, asked of the database."""
    held = [grant.unit for grant in actor.grants if grant.role in roles]
    if not held:
        return false()
    above = {int(number) for unit in held for number in unit.path.split(".") if number}
    below = [Unit.path.startswith(unit.path, autoescape=True) for unit in held]
    units = select(programme_unit.c.unit_id).join(Unit, Unit.id == programme_unit.c.unit_id)
    return exists(units.where(programme_unit.c.programme_id == Programme.id, or_(Unit.id.in_(above), *below)))


