"""The guideline: the few lines everybody who takes part has read, in numbered versions that never change once adopted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.foundation.database import CreatedAt, Key, Model, PublicId


class Guideline(Model):
    """One version of a programme's guideline."""

    __tablename__ = "guideline"
    __table_args__ = (UniqueConstraint("programme_id", "number"),)

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), index=True)
    number: Mapped[int]
    #: {"summary": {da, en}, "lines": [{"heading": {da, en}, "body": {da, en}}], "is": [{da, en}], "is_not": [...], "backing": {da, en}}
    text: Mapped[dict[str, Any]] = mapped_column(JSON)
    #: Set when the programme's owner or initiator has accepted this version for use; from then on it is the current one.
    adopted_at: Mapped[datetime | None]
    adopted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[CreatedAt]
