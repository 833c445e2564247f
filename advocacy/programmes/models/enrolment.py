"""Who is invited, who takes part, and since when; nobody's reasons."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.foundation.database import Key, Model, PublicId
from advocacy.people.models import Person
from advocacy.programmes.models.guideline import Guideline
from advocacy.programmes.models.programme import Programme


class Invitation(Model):
    """Somebody may take part. Everybody in the programme's units gets one at the launch."""

    __tablename__ = "invitation"
    __table_args__ = (UniqueConstraint("programme_id", "person_id"),)

    id: Mapped[Key]
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    invited_at: Mapped[datetime]


class Enrolment(Model):
    """One time of taking part, from joining to stopping. Somebody who comes back gets a new one."""

    __tablename__ = "enrolment"
    __table_args__ = (
        Index(
            "uq_enrolment_open",
            "programme_id",
            "person_id",
            unique=True,
            sqlite_where=text("stopped_at IS NULL"),
            postgresql_where=text("stopped_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    joined_at: Mapped[datetime]
    stopped_at: Mapped[datetime | None]

    programme: Mapped[Programme] = relationship()
    person: Mapped[Person] = relationship()
    pauses: Mapped[list[Pause]] = relationship(back_populates="enrolment", order_by="Pause.started_at")

    @property
    def is_paused(self) -> bool:
        return any(pause.ended_at is None for pause in self.pauses)


class Pause(Model):
    """A time of peace within an enrolment; no reason is asked and no leader sees it."""

    __tablename__ = "pause"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    enrolment: Mapped[Enrolment] = relationship(back_populates="pauses")


class GuidelineAcceptance(Model):
    """Somebody has read and accepted one version of the guideline."""

    __tablename__ = "guideline_acceptance"
    __table_args__ = (UniqueConstraint("guideline_id", "person_id"),)

    id: Mapped[Key]
    guideline_id: Mapped[int] = mapped_column(ForeignKey("guideline.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    accepted_at: Mapped[datetime]

    guideline: Mapped[Guideline] = relationship()
