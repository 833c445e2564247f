"""Every way people and units are read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, func, or_, select

from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.foundation.text import key_of
from advocacy.people.models import Person, Unit


def all_units() -> Sequence[Unit]:
    """The whole tree, parents before children."""
    return db.session.scalars(select(Unit).order_by(Unit.path)).all()


def find_unit(public_id: str) -> Unit | None:
    """A unit by its public name."""
    return db.session.scalar(select(Unit).where(Unit.public_id == public_id))


def units_below(unit: Unit) -> Sequence[Unit]:
    """The units directly below one, by name."""
    return db.session.scalars(select(Unit).where(Unit.parent_id == unit.id).order_by(Unit.name)).all()


def root_unit() -> Unit:
    """The organisation itself as a unit; raises Missing before there is one."""
    unit = db.session.scalar(select(Unit).where(Unit.parent_id.is_(None)).order_by(Unit.id).limit(1))
    if unit is None:
        raise Missing
    return unit


def find_person(public_id: str) -> Person | None:
    """A person by their public name."""
    return db.session.scalar(select(Person).where(Person.public_id == public_id))


def find_person_by_sign_in(name: str) -> Person | None:
    """A person by e-mail address or employee number, however it was typed; only those who work here."""
    key = key_of(name)
    return db.session.scalar(select(Person).where(or_(Person.email_key == key, Person.employee_number == name.strip()), Person.is_active))


def is_taken(sign_in: str) -> bool:
    """True when somebody, working here or gone, has this e-mail address or employee number."""
    mine = or_(Person.email_key == key_of(sign_in), Person.employee_number == sign_in.strip())
    return db.session.scalar(select(Person.id).where(mine).limit(1)) is not None


def within(units: Iterable[Unit]) -> Select[int]:
    """The numbers of all units that are one of these or lie below one, as a sub-query."""
    return select(Unit.id).where(or_(*[Unit.path.startswith(unit.path, autoescape=True) for unit in units]))


def count_people(units: Iterable[Unit]) -> int:
    """How many people work in these units and below."""
    statement = select(func.count()).select_from(Person).where(Person.is_active, Person.unit_id.in_(within(units)))
    return db.session.scalar(statement) or 0


def colleagues_named(words: str, *, limit: int = 10) -> Sequence[Person]:
    """People whose name holds these words, at least three letters, at most ten hits (attack row Z06)."""
    words = words.strip()
    if len(words) < 3:
        return []
    statement = select(Person).where(Person.is_active, Person.name.icontains(words, autoescape=True)).order_by(Person.name)
    return db.session.scalars(statement.limit(min(limit, 10))).all()
