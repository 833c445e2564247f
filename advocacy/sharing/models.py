"""What is kept of a share: which story, where, and what its sharer says of it; never the employee's own words."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.foundation.database import Key, Model, PublicId, Word
from advocacy.links.models import Link
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.people.models import Person
from advocacy.stories.models import Story, StoryVersion


class Share(Model):
    """One press on a share button, with the link minted for it."""

    __tablename__ = "share"
    __table_args__ = (
        Index("ix_share_story_id_pressed_at", "story_id", "pressed_at"),
        Index("ix_share_person_id_pressed_at", "person_id", "pressed_at"),
        Index("ix_share_confirmed_at", "confirmed_at"),
        # The leaders' five minutes: everything their query asks of a share, of the shown ones only.
        Index("ix_share_shown", "confirmed_at", "person_id", "story_id",
              sqlite_where=text("is_visible_to_leaders = 1 AND withdrawn_at IS NULL"),
              postgresql_where=text("is_visible_to_leaders AND withdrawn_at IS NULL")),
        # One post is one share's, whoever is quicker (attack row L02); a share that is taken back lets go of it.
        Index("uq_share_post_address", "post_address", unique=True,
              sqlite_where=text("withdrawn_at IS NULL"), postgresql_where=text("withdrawn_at IS NULL")),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    link_id: Mapped[int] = mapped_column(ForeignKey("link.id"), unique=True)
    #: Empty when the person has left: the link goes on working without a name (attack row Z16).
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("story_version.id"))
    network: Mapped[NetworkKind] = mapped_column(Word(NetworkKind))
    #: The language the caption was offered in.
    language: Mapped[str] = mapped_column(String(2))
    pressed_at: Mapped[datetime]
    #: The person has said that it is posted.
    confirmed_at: Mapped[datetime | None]
    #: Where, if they care to say; checked by its form only and never fetched.
    post_address: Mapped[str | None] = mapped_column(String(500))
    is_visible_to_leaders: Mapped[bool] = mapped_column(default=False)
    #: The person has taken it back; the link is gone.
    withdrawn_at: Mapped[datetime | None]

    person: Mapped[Person | None] = relationship()
    story: Mapped[Story] = relationship()
    version: Mapped[StoryVersion] = relationship()
    link: Mapped[Link] = relationship(lazy="joined", innerjoin=True)

    @property
    def code(self) -> str:
        """The last part of the link."""
        return self.link.code


class TakeDownRequest(Model):
    """A sharer was asked kindly to take a post down, because somebody in its picture has changed their mind. Nobody else sees who."""

    __tablename__ = "take_down_request"
    __table_args__ = (UniqueConstraint("person_id", "story_id", "picture_id"), Index("ix_take_down_request_story_id", "story_id"))

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    #: Empty when the person has left.
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id"))
    picture_id: Mapped[int] = mapped_column(ForeignKey("picture.id"))
    asked_at: Mapped[datetime]
    #: When the letter went into the outbox; the notice on the person's own pages is there at once.
    written_at: Mapped[datetime | None]
    #: The person has said that the post is gone. It is theirs to say, and nobody asks twice.
    answered_at: Mapped[datetime | None]

    person: Mapped[Person | None] = relationship()
    story: Mapped[Story] = relationship()
