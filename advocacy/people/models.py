"""What is kept about a person, and no more: name, work address, unit, title and language."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.foundation.database import CreatedAt, Key, Model, PublicId


class Unit(Model):
    """A place in the organisation's tree; ``path`` names all units above it, so that "here and below" is one comparison."""

    __tablename__ = "unit"

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    name: Mapped[str] = mapped_column(String(200))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    #: The numbers of the units from the root down to this one, each followed by a dot: "1.4.9."
    path: Mapped[str] = mapped_column(String(200), index=True)

    parent: Mapped[Unit | None] = relationship(remote_side="Unit.id")

    @property
    def depth(self) -> int:
        """0 for the root."""
        return self.path.count(".") - 1

    def holds(self, other: Unit) -> bool:
        """True when the other unit is this one or lies below it."""
        return other.path.startswith(self.path)


class Person(Model):
    """Somebody who works here, or did."""

    __tablename__ = "person"

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    name: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(200), default="")
    #: Many front-line employees have none.
    email: Mapped[str | None] = mapped_column(String(254))
    email_key: Mapped[str | None] = mapped_column(String(254), unique=True)
    employee_number: Mapped[str | None] = mapped_column(String(40), unique=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    locale: Mapped[str] = mapped_column(String(2), default="da")
    #: Asked of the unit, not of the person: does work here come with a computer of one's own?
    has_own_pc: Mapped[bool] = mapped_column(default=True)
    is_active: Mapped[bool] = mapped_column(default=True)
    left_on: Mapped[date | None]
    created_at: Mapped[CreatedAt]

    unit: Mapped[Unit] = relationship(lazy="joined")

    @property
    def first_name(self) -> str:
        """What colleagues say."""
        return self.name.split(" ")[0]

    @property
    def initials(self) -> str:
        """First letters of the first and the last name."""
        words = self.name.split(" ")
        return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper()
