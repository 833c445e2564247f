"""From what somebody sent to the people and units it names."""

from __future__ import annotations

from collections.abc import Sequence

from advocacy.foundation.errors import InvalidInput
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.text import clean_line
from advocacy.people.models import Person, Unit
from advocacy.people.queries import all_units, find_person, find_person_by_sign_in


def person_named(text: str | None) -> Person | None:
    """Somebody by public name, e-mail address or employee number."""
    name = clean_line(text or "")
    return (find_person(name) or find_person_by_sign_in(name)) if name else None


def units_named(public_ids: Sequence[str]) -> list[Unit]:
    """Units by their public names, in the order of the tree; raises InvalidInput for a name that is none."""
    wanted = set(public_ids)
    found = [unit for unit in all_units() if unit.public_id in wanted]
    if len(found) != len(wanted):
        raise InvalidInput({"units": _("There is no such unit.")})
    return found
