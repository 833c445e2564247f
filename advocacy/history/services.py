"""The one way an entry is written."""

from __future__ import annotations

from typing import Any, Protocol

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.history.models import HistoryEntry


class Named(Protocol):
    """Anything with a public name."""

    public_id: Any


def record(deed: str, subject: Named, *, by: int | None, role: str | None = None, is_private: bool = False, **facts: Any) -> HistoryEntry:
    """Writes down a deed in the transaction that is open; ``by`` is the acting person's number, None for a job."""
    kind = type(subject).__name__.lower()
    entry = HistoryEntry(
        at=clock.now(), person_id=by, role=role, deed=deed, subject=f"{kind}:{subject.public_id}", facts=facts, is_private=is_private
    )
    db.session.add(entry)
    return entry
