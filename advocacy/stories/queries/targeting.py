"""Whom a story is for, asked of the database and of one story alike: some units with all below them, some roles, or everybody.

Mine are the unit I work in and the units I lead: who leads people may read, share and acknowledge what is told to them.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Integer, and_, bindparam, exists, not_, or_, select

from advocacy.accounts.access import LEADING, Actor
from advocacy.accounts.models import Role
from advocacy.foundation.database import Word
from advocacy.people.models import Unit
from advocacy.stories.models import Story, VersionRole, story_version_unit

#: The paths of the units somebody leads.
Led = tuple[str, ...]


def led_by(actor: Actor) -> Led:
    """The units somebody leads, as their paths, for statements that are built once for each such set."""
    return tuple(sorted({grant.unit.path for grant in actor.grants if grant.role in LEADING}))


def values_for(actor: Actor) -> dict[str, object]:
    """What ``is_for`` needs to be told of the person who asks."""
    paths = (actor.person.unit.path, *led_by(actor))
    return {
        "own_units": sorted({int(number) for path in paths for number in path.split(".") if number}),
        "own_roles": sorted({grant.role.value for grant in actor.grants}),
    }


def is_for(story: type[Story], led: Led) -> ColumnElement[bool]:
    """True where a story is for everybody, or for the person of ``values_for``; the first comparison settles nearly all of them."""
    units = select(story_version_unit.c.unit_id).where(story_version_unit.c.version_id == story.published_version_id)
    roles = select(VersionRole.role).where(VersionRole.version_id == story.published_version_id)
    own_units = bindparam("own_units", expanding=True, type_=Integer)
    own_roles = bindparam("own_roles", expanding=True, type_=Word(Role))
    mine = or_(Unit.id.in_(own_units), *[Unit.path.startswith(path, autoescape=True) for path in led])
    in_my_units = exists(units.join(Unit, Unit.id == story_version_unit.c.unit_id).where(mine))
    with_my_role = exists(roles.where(VersionRole.role.in_(own_roles)))
    fits = and_(or_(not_(exists(units)), in_my_units), or_(not_(exists(roles)), with_my_role))
    return or_(not_(story.is_targeted), fits)
