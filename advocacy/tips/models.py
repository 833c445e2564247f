"""What is kept of a tip: what somebody saw, how they may be reached, and what the editorial board answered."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.files.models import Picture
from advocacy.foundation.database import CreatedAt, Key, Model, PublicId, Word
from advocacy.people.models import Person, Unit
from advocacy.stories.models import Story


class TipStatus(StrEnum):
    """How far a tip has come. Everything after ``new`` is an answer."""

    NEW = "new"
    #: An editor has said "I have it".
    TAKEN = "taken"
    #: It has become a draft of a story.
    DRAFTED = "drafted"
    PUBLISHED = "published"
    #: Declined, with words that say why.
    DECLINED = "declined"


class PeopleInPicture(StrEnum):
    """Whether those who can be seen in the picture have said yes to it, as the giver says."""

    YES = "yes"
    NO = "no"
    NOBODY = "nobody"


class Tip(Model):
    """One tip. What is in it belongs to the giver until it has become a story; unused ones are removed after a year."""

    __tablename__ = "tip"
    __table_args__ = (Index("ix_tip_status_answer_due_on", "status", "answer_due_on"),)

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    #: Empty once the giver no longer works here.
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    given_at: Mapped[CreatedAt] = mapped_column(index=True)
    #: Where the giver worked then: it says which editors the tip is for.
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    #: The language it was most likely written in.
    language: Mapped[str] = mapped_column(String(2))
    words: Mapped[str] = mapped_column(Text)
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("picture.id"))
    people_in_picture: Mapped[PeopleInPicture | None] = mapped_column(Word(PeopleInPicture))
    #: How the giver may be reached about it; empty when they would rather not be.
    contact: Mapped[str] = mapped_column(String(200), default="")
    wants_credit: Mapped[bool] = mapped_column(default=False)

    status: Mapped[TipStatus] = mapped_column(Word(TipStatus), default=TipStatus.NEW)
    #: The last day on which the promise of an answer is kept.
    answer_due_on: Mapped[date]
    #: When the board was told that the promise is about to run out.
    reminded_at: Mapped[datetime | None]
    #: The first answer, whatever it was.
    answered_at: Mapped[datetime | None]
    #: The editor who has it.
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    #: The board's words to the giver.
    answer: Mapped[str] = mapped_column(Text, default="")
    declined_at: Mapped[datetime | None]
    drafted_at: Mapped[datetime | None]
    story_id: Mapped[int | None] = mapped_column(ForeignKey("story.id"), unique=True)
    published_at: Mapped[datetime | None]
    #: When something last happened that the giver wants to know, and when they last looked.
    news_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]

    given_by: Mapped[Person | None] = relationship(foreign_keys=[given_by_id])
    unit: Mapped[Unit] = relationship()
    picture: Mapped[Picture | None] = relationship()
    taken_by: Mapped[Person | None] = relationship(foreign_keys=[taken_by_id])
    story: Mapped[Story | None] = relationship()

    @property
    def has_news(self) -> bool:
        """True while the giver has not seen what happened last."""
        return self.news_at is not None and (self.seen_at is None or self.seen_at < self.news_at)

    @property
    def known_giver(self) -> Person | None:
        """The giver, if they let the board know who they are: by a way to reach them, or by wanting to be named."""
        return self.given_by if self.contact or self.wants_credit else None

    @property
    def is_used(self) -> bool:
        """True once it has become a story, finished or not."""
        return self.status in {TipStatus.DRAFTED, TipStatus.PUBLISHED}
