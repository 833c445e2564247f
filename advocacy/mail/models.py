"""What is kept of a letter until it has been delivered, and a while after."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.foundation.database import CreatedAt, Key, Model, Word


class LetterStatus(StrEnum):
    """``sending`` is written down before the mail server is called: after a crash it tells that the outcome is unknown."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    #: The person has left or has no address any more.
    DROPPED = "dropped"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class OutboxLetter(Model):
    """A letter to one person."""

    __tablename__ = "outbox_letter"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    #: Where it goes; letters to somebody who leaves are dropped.
    address: Mapped[str] = mapped_column(String(254))
    #: One letter of this key and no second, for instance ``launch:Ab3x:17``.
    unique_key: Mapped[str] = mapped_column(String(200), unique=True)
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    status: Mapped[LetterStatus] = mapped_column(Word(LetterStatus), default=LetterStatus.WAITING)
    #: Whether to send again when it is unknown if the mail server took it: yes for what a person waits for.
    is_repeatable: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[CreatedAt]
    sent_at: Mapped[datetime | None]
