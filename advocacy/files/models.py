"""What is kept about a picture; its bytes lie in the instance folder."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.foundation.database import CreatedAt, Key, Model, PublicId


class Picture(Model):
    """One picture in several sizes, all made by us from what was brought."""

    __tablename__ = "picture"

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    width: Mapped[int]
    height: Mapped[int]
    #: As it was brought.
    byte_count: Mapped[int]
    #: In all the sizes that are kept.
    kept_byte_count: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    brought_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[CreatedAt]
    #: The last day on which anybody may see it. Empty: editors only (a draft's, or one taken out; attack row Z05).
    open_until: Mapped[date | None]

    def is_open_on(self, day: date) -> bool:
        """True when anybody who knows its address may see it that day."""
        return self.open_until is not None and self.open_until >= day
