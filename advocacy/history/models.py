"""What is kept of a deed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.foundation.database import Key, Model


class HistoryEntry(Model):
    """One deed. Entries are added and never changed; the database refuses both changing and removing one."""

    __tablename__ = "history_entry"

    id: Mapped[Key]
    at: Mapped[datetime] = mapped_column(index=True)
    #: Who did it; empty for a job of the application itself.
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    #: The person's role in this deed, in a word.
    role: Mapped[str | None] = mapped_column(String(40))
    #: feature.noun.verb, for instance ``programmes.programme.launched``.
    deed: Mapped[str] = mapped_column(String(80), index=True)
    #: The thing it was done to, as ``story:Ab3xY9...``.
    subject: Mapped[str] = mapped_column(String(80), index=True)
    #: Facts needed to understand the deed; never anybody's own words.
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    #: A private deed (joining, pausing, sharing, learning) is shown to the person themselves and to nobody else.
    is_private: Mapped[bool] = mapped_column(default=False)
