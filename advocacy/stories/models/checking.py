"""What the checks keep: which words the organisation calls political, and which addresses answered when they were asked."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.foundation.database import CreatedAt, Key, Model, PublicId, Word
from advocacy.people.models import Person


class WatchedPhrase(Model):
    """A name or a word that party politics is made of here: a party, a candidate, a slogan (K-065)."""

    __tablename__ = "watched_phrase"

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    text: Mapped[str] = mapped_column(String(100))
    #: The text as it is compared, so that no phrase is listed twice.
    key: Mapped[str] = mapped_column(String(100), unique=True)
    added_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[CreatedAt]

    added_by: Mapped[Person] = relationship()


class LinkStatus(StrEnum):
    """What an address said when it was asked."""

    ANSWERED = "answered"
    #: There is no such page any more, or something is wrong there.
    BROKEN = "broken"
    #: Nobody answered in time.
    SILENT = "silent"
    #: This application does not call such an address.
    NOT_ALLOWED = "not_allowed"


class LinkAnswer(Model):
    """The newest answer of one web address that stands in stories."""

    __tablename__ = "link_answer"

    id: Mapped[Key]
    #: A digest of the address: addresses are longer than an index likes.
    key: Mapped[str] = mapped_column(String(64), unique=True)
    address: Mapped[str] = mapped_column(String(1000))
    status: Mapped[LinkStatus] = mapped_column(Word(LinkStatus))
    asked_at: Mapped[datetime] = mapped_column(index=True)
