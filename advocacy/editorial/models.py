"""What is kept of the editorial board: who sits for which unit, who is on duty which week, and where each story takes place."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.foundation.database import CreatedAt, Key, Model, PublicId
from advocacy.people.models import Person, Unit
from advocacy.stories.models import Story


class Seat(Model):
    """An editor who sits on the board for a unit and everything below it: asked first when a story comes from there."""

    __tablename__ = "board_seat"
    __table_args__ = (UniqueConstraint("person_id", "unit_id"),)

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    created_at: Mapped[CreatedAt]

    person: Mapped[Person] = relationship()
    unit: Mapped[Unit] = relationship()


class Duty(Model):
    """One week of the rota. A week nobody has is everybody's."""

    __tablename__ = "board_duty"

    id: Mapped[Key]
    #: The Monday it begins on.
    week_on: Mapped[date] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[CreatedAt]

    person: Mapped[Person] = relationship()


class Place(Model):
    """The unit a story takes place in: whose everyday it tells about, which is not always whom it is for."""

    __tablename__ = "story_place"

    story_id: Mapped[int] = mapped_column(ForeignKey("story.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)

    story: Mapped[Story] = relationship()
    unit: Mapped[Unit] = relationship()
