"""Who may see numbers: HR partners and directors, for the units their role reaches, and never about one person."""

from __future__ import annotations

from advocacy.accounts.access import Actor, holding
from advocacy.accounts.models import Role
from advocacy.people.models import Unit

MEASURING = (Role.HR, Role.DIRECTOR)
MEASURERS = holding("HR partners and directors", *MEASURING)


def can_see_unit(actor: Actor, unit: Unit) -> bool:
    """True when the role reaches this unit."""
    return actor.reaches(unit, *MEASURING)


def scope_of(actor: Actor) -> list[Unit]:
    """The topmost units whose numbers this person may see."""
    return actor.units_for(*MEASURING)
