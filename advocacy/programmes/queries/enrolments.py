"""Who is invited, who takes part, and what they have accepted. Nothing here lists those who have not joined."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from advocacy.foundation.database import db
from advocacy.people.models import Person
from advocacy.people.queries import within
from advocacy.programmes.models import Enrolment, Guideline, GuidelineAcceptance, Invitation, Programme
from advocacy.programmes.queries.guidelines import current_guideline


def find_enrolment(programme: Programme, person: Person) -> Enrolment | None:
    """The enrolment that is open, paused or not; None when somebody does not take part."""
    statement = select(Enrolment).where(
        Enrolment.programme_id == programme.id, Enrolment.person_id == person.id, Enrolment.stopped_at.is_(None)
    )
    return db.session.scalar(statement.options(selectinload(Enrolment.pauses)))


def open_enrolments_of(person: Person) -> Sequence[Enrolment]:
    """What somebody takes part in at present."""
    statement = select(Enrolment).where(Enrolment.person_id == person.id, Enrolment.stopped_at.is_(None))
    loaded = statement.options(joinedload(Enrolment.programme), selectinload(Enrolment.pauses))
    return db.session.scalars(loaded.order_by(Enrolment.joined_at, Enrolment.id)).all()


def has_accepted(guideline: Guideline, person: Person) -> bool:
    """True when somebody has accepted this version."""
    statement = select(GuidelineAcceptance.id).where(
        GuidelineAcceptance.guideline_id == guideline.id, GuidelineAcceptance.person_id == person.id
    )
    return db.session.scalar(statement) is not None


def guideline_to_accept(enrolment: Enrolment) -> Guideline | None:
    """The current guideline, when somebody who takes part has not accepted it yet."""
    guideline = current_guideline(enrolment.programme)
    return guideline if guideline is not None and not has_accepted(guideline, enrolment.person) else None


def count_invited(programme: Programme) -> int:
    """How many people have been invited."""
    return db.session.scalar(select(func.count()).where(Invitation.programme_id == programme.id)) or 0


def count_letters(programme: Programme) -> int:
    """How many people in the programme's units have an address for a letter."""
    statement = (
        select(func.count())
        .select_from(Person)
        .where(Person.is_active, Person.email.is_not(None), Person.unit_id.in_(within(programme.units)))
    )
    return db.session.scalar(statement) or 0


def people_to_write_to(programme: Programme, *, after: int, limit: int) -> Sequence[Person]:
    """The next invited people who work here and have an address, in the order of their numbers."""
    invited = select(Invitation.person_id).where(Invitation.programme_id == programme.id)
    statement = select(Person).where(Person.id > after, Person.is_active, Person.email.is_not(None), Person.id.in_(invited))
    return db.session.scalars(statement.order_by(Person.id).limit(limit)).all()
