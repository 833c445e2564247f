"""Who is acting, which roles they hold, and how far each role reaches in the tree of units."""

from __future__ import annotations

from dataclasses import dataclass, field

from advocacy.accounts.models import Grant, Role
from advocacy.foundation.guards import EVERYONE, SIGNED_IN, Who
from advocacy.people.models import Person, Unit

LEADING = (Role.LEADER, Role.DIRECTOR)


@dataclass(frozen=True, eq=False)
class Actor:
    """The acting person: somebody at a screen, or a program with that person's token."""

    person: Person
    grants: tuple[Grant, ...]
    #: What the sign-in or token is known by; ends up in the cookie.
    ticket: str
    #: The rights a token carries; at a screen there are none to name and everything the roles allow is allowed.
    scopes: frozenset[str] = field(default=frozenset())
    is_program: bool = False

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """What Flask-Login keeps in the cookie."""
        return self.ticket

    @property
    def locale(self) -> str:
        return self.person.locale

    def holds(self, *roles: Role) -> bool:
        """True when one of these roles is held anywhere."""
        return any(grant.role in roles for grant in self.grants)

    def reaches(self, unit: Unit, *roles: Role) -> bool:
        """True when one of these roles is held for this unit or one above it."""
        return any(grant.role in roles and grant.unit.holds(unit) for grant in self.grants)

    def units_for(self, *roles: Role) -> list[Unit]:
        """The topmost units for which one of these roles is held."""
        units = [grant.unit for grant in self.grants if grant.role in roles]
        return [unit for unit in units if not any(other is not unit and other.holds(unit) and other.id != unit.id for other in units)]

    def role_word(self, *roles: Role) -> str:
        """The first of these roles that is held, for the audit trail; ``employee`` when none is."""
        return next((role.value for role in roles if self.holds(role)), "employee")


def holding(name: str, *roles: Role) -> Who:
    """A declaration for routes: people who hold one of these roles."""
    return Who(name, lambda actor: actor is not None and actor.holds(*roles))


EDITORS = holding("editors", Role.EDITOR)
LEADERS = holding("leaders", *LEADING)
DIRECTORS = holding("directors", Role.DIRECTOR)
HR_PARTNERS = holding("HR partners", Role.HR)
ADMINISTRATORS = holding("administrators", Role.ADMINISTRATOR)
PROGRAMME_MAKERS = holding("directors and administrators", Role.DIRECTOR, Role.ADMINISTRATOR)

__all__ = ["ADMINISTRATORS", "DIRECTORS", "EDITORS", "EVERYONE", "HR_PARTNERS", "LEADERS", "PROGRAMME_MAKERS", "SIGNED_IN", "Actor"]
