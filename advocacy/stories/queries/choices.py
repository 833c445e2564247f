"""What an editor may choose among while writing: the units a story can be for, and who can answer for it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select

from advocacy.accounts.models import Role
from advocacy.accounts.queries import people_holding
from advocacy.foundation.database import db
from advocacy.people.models import Person, Unit
from advocacy.programmes.models import Programme


def units_of(programme: Programme) -> Sequence[Unit]:
    """The units of a programme with everything below them, parents before children."""
    if not programme.units:
        return []
    within = or_(*[Unit.path.startswith(unit.path, autoescape=True) for unit in programme.units])
    return db.session.scalars(select(Unit).where(within).order_by(Unit.path)).all()


def responsible_editors() -> Sequence[Person]:
    """Those who can answer for a story: everybody who is an editor here, by name."""
    return people_holding(Role.EDITOR)
