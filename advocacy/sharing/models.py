"""What is kept of a share: which story, where, what its sharer says of it, and the post or the plan that belongs to it.

Own words are kept only while they wait to be posted for somebody who asked for that, sealed (docs/decisions/0011-words-that-wait.md).
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
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


class PostingStatus(StrEnum):
    """How far a post that is made from here has come."""

    WAITING = "waiting"
    #: It was handed to the network, and we have not heard how that ended.
    SENDING = "sending"
    POSTED = "posted"
    #: Nobody can say whether it is there. It is not sent again.
    UNSURE = "unsure"
    #: It is not there, and we have stopped trying.
    FAILED = "failed"


class Posting(Model):
    """The post that belongs to a share: made from here through the person's own account, or found there. Only they see anything of it."""

    __tablename__ = "posting"
    __table_args__ = (Index("ix_posting_status", "status"),)

    id: Mapped[Key]
    share_id: Mapped[int] = mapped_column(ForeignKey("share.id"), unique=True)
    #: ``Connection.public_id``; empty once the account is disconnected.
    connection: Mapped[str | None] = mapped_column(String(20))
    status: Mapped[PostingStatus] = mapped_column(Word(PostingStatus))
    #: It is not tried before.
    due_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    #: One process at a time speaks with the network about it.
    busy_until: Mapped[datetime | None]
    #: The words, and why they could not be posted, sealed; emptied the moment they stand there, or are given up for good.
    sealed_words: Mapped[bytes | None] = mapped_column(LargeBinary)
    #: Makes it one message only; chosen before the first try and kept.
    key: Mapped[str] = mapped_column(String(100), default="")
    let_leaders_see: Mapped[bool]
    asked_at: Mapped[datetime]
    #: We stopped trying. The words are there for the person to copy for a few days more.
    given_up_at: Mapped[datetime | None]
    #: What the post is called at the network, and where people open it.
    name: Mapped[str | None] = mapped_column(String(500))
    address: Mapped[str | None] = mapped_column(String(2000))
    posted_at: Mapped[datetime | None]
    #: The network has shown it: first and last. Its own answer that it took the post is not counted as seeing.
    seen_at: Mapped[datetime | None]
    last_seen_at: Mapped[datetime | None]
    #: When we looked and it was not there.
    gone_at: Mapped[datetime | None]
    #: As the network gives them; empty where it does not.
    replies: Mapped[int | None]
    likes: Mapped[int | None]
    reposts: Mapped[int | None]
    counted_at: Mapped[datetime | None]

    share: Mapped[Share] = relationship()


class PlanWay(StrEnum):
    """What happens when the time has come."""

    #: A letter with a link to the page for writing; the words stay on the person's own device.
    REMIND = "remind"
    #: It is posted through the person's own account.
    POST = "post"


class PlanStatus(StrEnum):
    """Where a plan is."""

    WAITING = "waiting"
    #: The time has come and something stood in the way; the person decides.
    HELD = "held"
    DONE = "done"
    CANCELLED = "cancelled"


class PlannedShare(Model):
    """A share for later, asked for by the person whose it will be. Only they see it."""

    __tablename__ = "planned_share"
    __table_args__ = (Index("ix_planned_share_person_id", "person_id"),)

    id: Mapped[Key]
    #: Its share will be called the same.
    public_id: Mapped[PublicId]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("story_version.id"))
    network: Mapped[NetworkKind] = mapped_column(Word(NetworkKind))
    language: Mapped[str] = mapped_column(String(2))
    way: Mapped[PlanWay] = mapped_column(Word(PlanWay))
    status: Mapped[PlanStatus] = mapped_column(Word(PlanStatus))
    due_at: Mapped[datetime]
    #: The link in the words, which the share will have; empty where only a reminder was asked for.
    link_id: Mapped[int | None] = mapped_column(ForeignKey("link.id"), unique=True)
    #: ``Connection.public_id`` of the account that posts.
    connection: Mapped[str | None] = mapped_column(String(20))
    #: As in ``Posting``.
    sealed_words: Mapped[bytes | None] = mapped_column(LargeBinary)
    let_leaders_see: Mapped[bool]
    made_at: Mapped[datetime]
    #: What stood in the way, and since when (``PlanHold`` of sharing.planning).
    held_for: Mapped[str | None] = mapped_column(String(40))
    held_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()
    story: Mapped[Story] = relationship()
    version: Mapped[StoryVersion] = relationship()
    link: Mapped[Link | None] = relationship()
