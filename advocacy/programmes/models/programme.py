"""A programme and what it is for. Texts people read are kept by language: {"da": "...", "en": "..."}."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, Column, ForeignKey, String, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.foundation.database import CreatedAt, Key, Model, PublicId, Word, db
from advocacy.people.models import Person, Unit


class ProgrammeStatus(StrEnum):
    """A programme is prepared, then launched once, and may be closed."""

    IN_PREPARATION = "in_preparation"
    LAUNCHED = "launched"
    CLOSED = "closed"


programme_unit = Table(
    "programme_unit",
    db.metadata,
    Column("programme_id", ForeignKey("programme.id"), primary_key=True),
    Column("unit_id", ForeignKey("unit.id"), primary_key=True),
)


class Programme(Model):
    """One ambassador programme."""

    __tablename__ = "programme"

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    name: Mapped[dict[str, str]] = mapped_column(JSON)
    status: Mapped[ProgrammeStatus] = mapped_column(Word(ProgrammeStatus), default=ProgrammeStatus.IN_PREPARATION)
    created_at: Mapped[CreatedAt]

    #: The one person with overall responsibility (K-007).
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    #: The top leader who alone may launch it (K-001).
    initiator_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    #: Somebody in communications to turn to (K-006, K-017).
    sparring_partner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    #: How people come to hear of it (K-059, K-060).
    awareness_plan: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    #: The room for manoeuvre agreed with the political leadership (K-014).
    mandate: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    mandate_agreed_on: Mapped[date | None]
    mandate_review_on: Mapped[date | None]

    kick_off: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    launched_at: Mapped[datetime | None]
    #: Written down as they were at that moment: people change names and titles.
    launched_by_name: Mapped[str | None] = mapped_column(String(200))
    launched_by_title: Mapped[str | None] = mapped_column(String(200))

    owner: Mapped[Person | None] = relationship(foreign_keys=[owner_id])
    initiator: Mapped[Person] = relationship(foreign_keys=[initiator_id])
    sparring_partner: Mapped[Person | None] = relationship(foreign_keys=[sparring_partner_id])
    #: Everybody in these units and below is invited.
    units: Mapped[list[Unit]] = relationship(secondary=programme_unit, order_by=Unit.path)
    purposes: Mapped[list[Purpose]] = relationship(back_populates="programme", order_by="Purpose.position", cascade="all, delete-orphan")
    topics: Mapped[list[Topic]] = relationship(back_populates="programme", order_by="Topic.position", cascade="all, delete-orphan")
    audiences: Mapped[list[Audience]] = relationship(back_populates="programme", order_by="Audience.position", cascade="all, delete-orphan")
    networks: Mapped[list[ProgrammeNetwork]] = relationship(
        back_populates="programme", order_by="ProgrammeNetwork.position", cascade="all, delete-orphan"
    )

    @property
    def is_launched(self) -> bool:
        return self.status is ProgrammeStatus.LAUNCHED


class Purpose(Model):
    """Why: one to three, the most important first (K-018)."""

    __tablename__ = "purpose"

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), index=True)
    position: Mapped[int]
    text: Mapped[dict[str, str]] = mapped_column(JSON)

    programme: Mapped[Programme] = relationship(back_populates="purposes")


class Topic(Model):
    """What about: three to six (K-019)."""

    __tablename__ = "topic"

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), index=True)
    position: Mapped[int]
    text: Mapped[dict[str, str]] = mapped_column(JSON)

    programme: Mapped[Programme] = relationship(back_populates="topics")


class Audience(Model):
    """Whom for (K-020)."""

    __tablename__ = "audience"

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), index=True)
    position: Mapped[int]
    text: Mapped[dict[str, str]] = mapped_column(JSON)

    programme: Mapped[Programme] = relationship(back_populates="audiences")


class ProgrammeNetwork(Model):
    """Where, and what each network is for (K-021)."""

    __tablename__ = "programme_network"

    id: Mapped[Key]
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), index=True)
    position: Mapped[int]
    #: A NetworkKind of `sharing`, which stands above; here it is only a word.
    network: Mapped[str] = mapped_column(String(20))
    purpose: Mapped[dict[str, str]] = mapped_column(JSON)

    programme: Mapped[Programme] = relationship(back_populates="networks")
