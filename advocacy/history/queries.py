"""Every way the audit trail is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import column, select, table

from advocacy.foundation.database import db
from advocacy.history.models import HistoryEntry


def entries_about(subject: Any) -> Sequence[HistoryEntry]:
    """What was done to one thing, oldest first, without anybody's private deeds."""
    name = f"{type(subject).__name__.lower()}:{subject.public_id}"
    statement = select(HistoryEntry).where(HistoryEntry.subject == name, HistoryEntry.is_private.is_(False))
    return db.session.scalars(statement.order_by(HistoryEntry.id)).all()


def latest_entries(*, before: int | None = None, limit: int = 50) -> Sequence[HistoryEntry]:
    """The newest deeds that are not private, for the administrator; ``before`` is the number to go on from."""
    statement = select(HistoryEntry).where(HistoryEntry.is_private.is_(False)).order_by(HistoryEntry.id.desc())
    if before is not None:
        statement = statement.where(HistoryEntry.id < before)
    return db.session.scalars(statement.limit(limit)).all()


def own_entries(person_id: int, *, limit: int = 200) -> Sequence[HistoryEntry]:
    """Everything a person did themselves, private deeds too, newest first."""
    statement = select(HistoryEntry).where(HistoryEntry.person_id == person_id)
    return db.session.scalars(statement.order_by(HistoryEntry.id.desc()).limit(limit)).all()


def names_of(numbers: set[int]) -> dict[int, str]:
    """The names of acting people. History stands below people, so it asks the table by its name."""
    people = table("person", column("id"), column("name"))
    rows = db.session.execute(select(people.c.id, people.c.name).where(people.c.id.in_(numbers)))
    return {row.id: row.name for row in rows}
