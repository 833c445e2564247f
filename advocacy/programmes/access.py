"""Who may prepare, launch, see and write for a programme.

Seeing. While it is being prepared, only those who make it see a programme: its initiator, its owner, and administrators who reach
all its units. Once launched it is seen by everybody who is invited, by its sparring partner, and by those whose work is programmes
(directors, administrators, editors, HR partners) when their role and the programme meet in the tree of units. To everybody else it
does not exist (404). A leader sees it as the employee they are: leading gives no view of who takes part.
"""

from __future__ import annotations

from sqlalchemy import select

from advocacy.accounts.access import Actor
from advocacy.accounts.models import Role
from advocacy.foundation.database import db
from advocacy.people.models import Person
from advocacy.programmes.models import Invitation, Programme, ProgrammeStatus

#: Those whose work is programmes; they see a launched one without being invited.
WORKING = (Role.DIRECTOR, Role.ADMINISTRATOR, Role.EDITOR, Role.HR)


def can_create_programme(actor: Actor) -> bool:
    """Directors and administrators."""
    return actor.holds(Role.DIRECTOR, Role.ADMINISTRATOR)


def can_prepare_programme(actor: Actor, programme: Programme) -> bool:
    """The initiator, the owner, and administrators who reach all of it."""
    if actor.person.id in (programme.initiator_id, programme.owner_id):
        return True
    return bool(programme.units) and all(actor.reaches(unit, Role.ADMINISTRATOR) for unit in programme.units)


def can_adopt_guideline(actor: Actor, programme: Programme) -> bool:
    """The owner and the initiator: those who answer for the words."""
    return actor.person.id in (programme.initiator_id, programme.owner_id)


def can_launch_programme(actor: Actor, programme: Programme) -> bool:
    """Only the initiator, and only as long as they are director for every unit in it (K-001)."""
    return actor.person.id == programme.initiator_id and all(actor.reaches(unit, Role.DIRECTOR) for unit in programme.units)


def can_see_programme(actor: Actor, programme: Programme) -> bool:
    """See the top of this file."""
    return sees_by_part(actor, programme) or (is_begun(programme) and is_invited(programme, actor.person))


def sees_by_part(actor: Actor, programme: Programme) -> bool:
    """True for those who see it because of what they do, invited or not."""
    if can_prepare_programme(actor, programme):
        return True
    return is_begun(programme) and (actor.person.id == programme.sparring_partner_id or _meets(actor, programme, *WORKING))


def can_edit_for_programme(actor: Actor, programme: Programme) -> bool:
    """Editors whose unit and the programme meet: they write and review its stories."""
    return _meets(actor, programme, Role.EDITOR)


def is_begun(programme: Programme) -> bool:
    """True once it has been launched, also when it has been closed since."""
    return programme.status is not ProgrammeStatus.IN_PREPARATION


def is_invited(programme: Programme, person: Person) -> bool:
    """True when somebody may take part."""
    statement = select(Invitation.id).where(Invitation.programme_id == programme.id, Invitation.person_id == person.id)
    return db.session.scalar(statement) is not None


def _meets(actor: Actor, programme: Programme, *roles: Role) -> bool:
    """True when one of these roles is held for a unit above, in or below the programme's."""
    held = [grant.unit for grant in actor.grants if grant.role in roles]
    return any(mine.holds(unit) or unit.holds(mine) for mine in held for unit in programme.units)
