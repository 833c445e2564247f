"""What belongs to a version: suggested wordings, reviewers' notes, and the words somebody has typed and not saved yet."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.foundation.database import Key, Model
from advocacy.people.models import Person

if TYPE_CHECKING:
    from advocacy.stories.models.story import StoryVersion


class Caption(Model):
    """A suggested wording for one network in one language; whoever shares may change every word."""

    __tablename__ = "caption"
    __table_args__ = (UniqueConstraint("version_id", "network", "language", "position"),)

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(ForeignKey("story_version.id"), index=True)
    #: Several may stand for one network and language: 0 is the first.
    position: Mapped[int] = mapped_column(default=0)
    #: A NetworkKind of `sharing`, which stands above; here it is only a word.
    network: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(2))
    text: Mapped[str] = mapped_column(Text)

    version: Mapped[StoryVersion] = relationship(back_populates="captions")


class ReviewReturn(Model):
    """A reviewer sent a version back, and why."""

    __tablename__ = "review_return"

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(ForeignKey("story_version.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    note: Mapped[str] = mapped_column(Text)

    version: Mapped[StoryVersion] = relationship(back_populates="returns")
    by: Mapped[Person] = relationship()


class KeptDraft(Model):
    """What somebody is typing in a story's form and has not saved: theirs alone, gone once they save (attack row M09)."""

    __tablename__ = "kept_draft"
    __table_args__ = (UniqueConstraint("person_id", "place"),)

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    #: "story:<public name>", or "programme:<public name>" for a story that is not there yet.
    place: Mapped[str] = mapped_column(String(60))
    #: The form's fields by name, as they were typed; each may come several times.
    fields: Mapped[dict[str, list[str]]] = mapped_column(JSON)
    kept_at: Mapped[datetime] = mapped_column(index=True)
