"""What is kept of an employee's own story, and of the talk about it with one partner in communications.

There is no status here, and no column in which anybody could say yes or no to the text: it is the writer's own, before, during
and after the talk. Public employees speak in their own name without asking (LOV nr 557 of 27/05/2025, section 2).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.foundation.database import CreatedAt, Key, Model, PublicId
from advocacy.people.models import Person
from advocacy.stories.models import Story


class OwnStory(Model):
    """A text somebody writes in their own name. With a partner there is a talk about it, which the two of them alone can see."""

    __tablename__ = "own_story"

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    writer_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    #: The language it was most likely written in.
    language: Mapped[str] = mapped_column(String(2))
    title: Mapped[str] = mapped_column(String(200))
    words: Mapped[str] = mapped_column(Text)
    #: Where the writer thinks of using it: a network's word, or nothing.
    network: Mapped[str] = mapped_column(String(20), default="")
    #: Whom it is for, in the writer's words.
    audience: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[CreatedAt]
    changed_at: Mapped[CreatedAt] = mapped_column(index=True)
    #: Counts every save, so that one from another window is noticed.
    edit_count: Mapped[int] = mapped_column(default=0)

    partner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    asked_at: Mapped[datetime | None]
    #: The writer has ended the talk; from then on the partner sees nothing of it.
    closed_at: Mapped[datetime | None]
    #: Since when the writer waits for the partner; empty when it is the writer's turn.
    waiting_since: Mapped[datetime | None]
    #: "We would like this in the library": it needs both.
    writer_wishes_at: Mapped[datetime | None]
    partner_wishes_at: Mapped[datetime | None]
    #: The library's copy, which goes the library's way; this text stays as it is.
    story_id: Mapped[int | None] = mapped_column(ForeignKey("story.id"), unique=True)

    writer: Mapped[Person] = relationship(foreign_keys=[writer_id])
    partner: Mapped[Person | None] = relationship(foreign_keys=[partner_id])
    story: Mapped[Story | None] = relationship()

    @property
    def is_open(self) -> bool:
        """True while the two can write to each other."""
        return self.partner_id is not None and self.closed_at is None


class SparringMessage(Model):
    """What one of the two has said to the other."""

    __tablename__ = "sparring_message"
    __table_args__ = (Index("ix_sparring_message_own_story_id_at", "own_story_id", "at"),)

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    own_story_id: Mapped[int] = mapped_column(ForeignKey("own_story.id", ondelete="CASCADE"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[CreatedAt]
    words: Mapped[str] = mapped_column(Text)
    #: When the other one has seen it.
    read_at: Mapped[datetime | None]

    own_story: Mapped[OwnStory] = relationship()
    author: Mapped[Person] = relationship()
