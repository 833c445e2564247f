"""Which programmes somebody may see numbers of, and the people they are counted among."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.people.models import Person, Unit
from advocacy.people.queries import within
from advocacy.programmes.models import Enrolment, Pause, Programme
from advocacy.sharing.models import Share
from advocacy.stories.models import Story
from advocacy.training.models import Licence


def measurable_programmes() -> Sequence[Programme]:
    """Every programme that has been launched, the newest first."""
    return db.session.scalars(select(Programme).where(Programme.launched_at.is_not(None)).order_by(Programme.launched_at.desc())).all()


def in_scope(units: Sequence[Unit]) -> ColumnElement[bool]:
    """People who work in these units and below."""
    return and_(Person.is_active, Person.unit_id.in_(within(units)))


def taking_part(programme: Programme, at: datetime) -> ColumnElement[bool]:
    """Enrolments that were open at a moment."""
    return and_(
        Enrolment.programme_id == programme.id, Enrolment.joined_at < at, or_(Enrolment.stopped_at.is_(None), Enrolment.stopped_at >= at)
    )


def on_pause(at: datetime) -> ColumnElement[bool]:
    """Enrolments with a pause that was open at a moment."""
    return exists().where(Pause.enrolment_id == Enrolment.id, Pause.started_at < at, or_(Pause.ended_at.is_(None), Pause.ended_at >= at))


def with_licence(at: datetime) -> ColumnElement[bool]:
    """People with a licence that was valid at a moment."""
    return exists().where(Licence.person_id == Person.id, Licence.issued_at < at, Licence.valid_until >= clock.local_day(at))


def stories_of(programme: Programme) -> Select[int]:
    """The programme's stories, as a sub-query."""
    return select(Story.id).where(Story.programme_id == programme.id)


def confirmed_between(programme: Programme, start: datetime, end: datetime) -> ColumnElement[bool]:
    """Shares that somebody said, in this time, are posted, and has not taken back."""
    return and_(
        Share.story_id.in_(stories_of(programme)), Share.confirmed_at >= start, Share.confirmed_at < end, Share.withdrawn_at.is_(None)
    )
