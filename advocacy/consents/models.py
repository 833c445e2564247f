"""What is kept of the people in a picture: who can be recognised, what they have said yes to, and where the picture is used."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.files.models import Picture
from advocacy.foundation.database import CreatedAt, Key, Model, PublicId, Word
from advocacy.people.models import Person

#: Letters and figures that nobody mistakes for each other when they are read out on the telephone.
_QUOTABLE = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
REFERENCE_LENGTH = 8


class PicturedKind(StrEnum):
    """Who somebody in a picture is to the organisation."""

    EMPLOYEE = "employee"
    CITIZEN = "citizen"
    #: Somebody else, the guardian, answers for them.
    CHILD = "child"


class Basis(StrEnum):
    """Why somebody may be seen in a picture."""

    CONSENT = "consent"
    #: They are one of many at a public event, or were there in a public capacity.
    PUBLIC_EVENT = "public_event"
    #: Anything else, with its reason in words.
    OTHER = "other"
    #: They have not said yes, or have said no: the picture must not be used.
    REFUSED = "refused"


class ConsentWay(StrEnum):
    """How a consent was given."""

    WRITTEN = "written"
    ORAL = "oral"


class ConsentState(StrEnum):
    """Where a consent is on a given day."""

    VALID = "valid"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


def new_reference() -> str:
    """A short name to quote in letters and on the telephone: 40 bits, for instance ``7QK4-M2XA``."""
    drawn = "".join(secrets.choice(_QUOTABLE) for _letter in range(REFERENCE_LENGTH))
    return f"{drawn[:4]}-{drawn[4:]}"


class PictureRegister(Model):
    """The statement that nobody can be recognised in a picture, and who says so; gone as soon as somebody is registered."""

    __tablename__ = "picture_register"

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    picture_id: Mapped[int] = mapped_column(ForeignKey("picture.id"), unique=True)
    nobody_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    nobody_at: Mapped[datetime]

    nobody_by: Mapped[Person] = relationship()


class PictureUse(Model):
    """Where a picture is used, as told by what uses it: a story's name and title, its programme, and the last day it is shown."""

    __tablename__ = "picture_use"
    __table_args__ = (UniqueConstraint("picture_id", "used_by"),)

    id: Mapped[Key]
    picture_id: Mapped[int] = mapped_column(ForeignKey("picture.id"))
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), index=True)
    #: The public name of the story. Stories stand above; here it is only a word.
    used_by: Mapped[str] = mapped_column(String(20))
    title: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    #: Whoever put the picture in; hears when a consent runs out.
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    told_at: Mapped[datetime]
    #: The last day readers see it; empty while it is only written with.
    shown_until: Mapped[date | None]


class Consent(Model):
    """One person who can be recognised in one picture, and on what basis. The proof itself lies in the records system."""

    __tablename__ = "consent"
    __table_args__ = (Index("ix_consent_expires_on_withdrawn_at", "expires_on", "withdrawn_at"),)

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    #: What the person may quote in a letter.
    reference: Mapped[str] = mapped_column(String(12), unique=True, default=new_reference)
    picture_id: Mapped[int] = mapped_column(ForeignKey("picture.id"), index=True)
    kind: Mapped[PicturedKind] = mapped_column(Word(PicturedKind))
    #: A colleague of the directory; everybody else has a name only.
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    #: Who said yes for a child.
    guardian: Mapped[str] = mapped_column(String(200), default="")
    basis: Mapped[Basis] = mapped_column(Word(Basis))
    #: Why they may be seen, where it is not their consent.
    reason: Mapped[str] = mapped_column(Text, default="")
    #: The networks it covers, by their words, with ``website`` and ``internal``.
    networks: Mapped[list[str]] = mapped_column(JSON, default=list)
    given_on: Mapped[date | None]
    way: Mapped[ConsentWay | None] = mapped_column(Word(ConsentWay))
    #: Where the proof lies in the records system: a number, never a file.
    proof: Mapped[str] = mapped_column(String(200), default="")
    #: What the person was told before they said yes.
    told: Mapped[str] = mapped_column(Text, default="")
    #: The last day it covers; empty means for as long as the reason holds.
    expires_on: Mapped[date | None]
    #: When the end of its last day was announced, so that it is announced once.
    expired_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    #: Who registered the withdrawal; the person themselves when it was done on their own page.
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[CreatedAt]

    picture: Mapped[Picture] = relationship()
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
    recorded_by: Mapped[Person] = relationship(foreign_keys=[recorded_by_id])
    withdrawn_by: Mapped[Person | None] = relationship(foreign_keys=[withdrawn_by_id])

    @property
    def shown_name(self) -> str:
        """Whom it is about."""
        return self.person.name if self.person is not None else self.name

    def is_valid_on(self, day: date) -> bool:
        """True when the person may be seen that day, where it covers."""
        return self.withdrawn_at is None and self.basis is not Basis.REFUSED and (self.expires_on is None or self.expires_on >= day)
