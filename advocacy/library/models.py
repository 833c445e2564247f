"""What somebody has chosen in the library for their own eyes, and which wording of each story the search knows."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.foundation.database import CreatedAt, Key, Model
from advocacy.programmes.models import Topic
from advocacy.stories.models import Story


class FollowedTopic(Model):
    """Somebody wants to see more of a topic. Nobody else ever sees it."""

    __tablename__ = "followed_topic"
    __table_args__ = (UniqueConstraint("person_id", "topic_id"),)

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"))
    followed_at: Mapped[CreatedAt]

    topic: Mapped[Topic] = relationship()


class PutAwayStory(Model):
    """A story that is not for somebody: it is not offered to them again. Nobody else ever sees it."""

    __tablename__ = "put_away_story"
    __table_args__ = (UniqueConstraint("person_id", "story_id"),)

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id", ondelete="CASCADE"))
    put_away_at: Mapped[CreatedAt]

    story: Mapped[Story] = relationship()


class SearchEntry(Model):
    """The search knows the words of this story. The words themselves stand in the database's own index (library/search)."""

    __tablename__ = "search_entry"

    story_id: Mapped[int] = mapped_column(ForeignKey("story.id", ondelete="CASCADE"), primary_key=True)
    #: Says what was indexed: the version, the words of its topics, and the rules words are taken apart by.
    fingerprint: Mapped[str] = mapped_column(String(64))
    written_at: Mapped[datetime]
