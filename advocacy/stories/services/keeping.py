"""Keeping what somebody is typing, so that neither a dead battery nor a session that has ended costs them their words.

It is theirs alone: no other editor sees it, it is no version and stands in no list, and it goes once they save (attack row M09).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import CursorResult, delete
from sqlalchemy.dialects import postgresql, sqlite

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import InvalidInput
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.people.models import Person
from advocacy.stories.models import KeptDraft

#: All fields together; a story with every field full is a tenth of it.
LONGEST_DRAFT = 600_000
_NUL = "\x00"


def keep_draft(person: Person, place: str, fields: Mapping[str, Sequence[str]]) -> datetime:
    """Keeps the fields in place of what was kept before; returns when. Raises InvalidInput when it is more than anybody types."""
    told = {name: [value.replace(_NUL, "") for value in values] for name, values in fields.items()}
    if sum(len(value) for values in told.values() for value in values) > LONGEST_DRAFT:
        raise InvalidInput({"": _("This is too long to be kept while you write. Please save it in pieces.")})
    moment = clock.now()
    insert = sqlite.insert if db.session.get_bind().dialect.name == "sqlite" else postgresql.insert
    kept = {"fields": told, "kept_at": moment}
    statement = insert(KeptDraft).values(person_id=person.id, place=place, **kept)
    db.session.execute(statement.on_conflict_do_update(index_elements=["person_id", "place"], set_=kept))
    return moment


def forget_draft(person: Person, place: str) -> None:
    """The words are saved, or thrown away on purpose."""
    db.session.execute(delete(KeptDraft).where(KeptDraft.person_id == person.id, KeptDraft.place == place))


def forget_drafts_of(person: Person) -> None:
    """Everything this person was typing anywhere."""
    db.session.execute(delete(KeptDraft).where(KeptDraft.person_id == person.id))


def sweep_drafts(*, before: datetime) -> int:
    """Removes what nobody has come back to since then; returns how many."""
    result = db.session.execute(delete(KeptDraft).where(KeptDraft.kept_at < before))
    assert isinstance(result, CursorResult)
    return result.rowcount
