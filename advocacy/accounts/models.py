"""What is kept about a way in: a password's digest, sign-ins, known devices, roles and tokens; never the secrets themselves."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.foundation.database import CreatedAt, Key, Model, PublicId, Word
from advocacy.people.models import Person, Unit


class Role(StrEnum):
    """What somebody does here beyond being an employee; each is held for a unit and all below it."""

    EDITOR = "editor"
    LEADER = "leader"
    DIRECTOR = "director"
    HR = "hr"
    ADMINISTRATOR = "administrator"


class Account(Model):
    """A person's own way in."""

    __tablename__ = "account"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    password_digest: Mapped[str] = mapped_column(String(200))
    password_changed_at: Mapped[datetime]
    created_at: Mapped[CreatedAt]

    person: Mapped[Person] = relationship(lazy="joined")


class Grant(Model):
    """A role somebody holds."""

    __tablename__ = "role_grant"
    __table_args__ = (UniqueConstraint("person_id", "role", "unit_id"),)

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[Role] = mapped_column(Word(Role))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    created_at: Mapped[CreatedAt]

    unit: Mapped[Unit] = relationship(lazy="joined")


class SignIn(Model):
    """One open sign-in; removing the row ends it everywhere at once."""

    __tablename__ = "sign_in"

    id: Mapped[Key]
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[CreatedAt]
    seen_at: Mapped[datetime]


class KnownDevice(Model):
    """A browser this person has signed in from; from there wrong guesses by others cannot lock them out."""

    __tablename__ = "known_device"

    id: Mapped[Key]
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[CreatedAt]


class Token(Model):
    """A key for a program that acts for a person; shown once, kept as a digest."""

    __tablename__ = "api_token"

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    scopes: Mapped[list[str]] = mapped_column(JSON)
    created_at: Mapped[CreatedAt]
    expires_at: Mapped[datetime]
