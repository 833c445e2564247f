"""What is kept of a story. What is written stands in versions: one that has been approved never changes."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, Column, ForeignKey, Index, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.files.models import Picture
from advocacy.foundation.database import CreatedAt, Key, Model, PublicId, Word, db
from advocacy.foundation.i18n import LOCALES
from advocacy.people.models import Person
from advocacy.programmes.models import Audience, Programme, Purpose, Topic


class VersionStatus(StrEnum):
    """Where one version is on its way: only an approved one can be the one people read."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    #: A newer version took its place.
    REPLACED = "replaced"


class StoryKind(StrEnum):
    """What sort of story it is."""

    BEHIND_THE_SCENES = "behind_the_scenes"
    LEARNED = "learned"
    WHY = "why"
    RESULTS = "results"
    PRAISE = "praise"
    VACANCY = "vacancy"


class PictureChoice(StrEnum):
    """A picture with words for those who cannot see it, one that is only decoration, or none on purpose."""

    DESCRIBED = "described"
    DECORATIVE = "decorative"
    NONE = "none"


#: Everybody who has written in a version; none of them may approve it (attack row Z11).
story_version_writer = Table(
    "story_version_writer",
    db.metadata,
    Column("version_id", ForeignKey("story_version.id"), primary_key=True),
    Column("person_id", ForeignKey("person.id"), primary_key=True),
)


class Story(Model):
    """A story as a thing with a name of its own; what it says stands in its versions."""

    __tablename__ = "story"
    #: A page of the library is the first twenty of a programme in this order.
    __table_args__ = (Index("ix_story_programme_id_published_at", "programme_id", "published_at"),)

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[CreatedAt]
    #: The approved version that people read; empty until the first approval.
    published_version_id: Mapped[int | None] = mapped_column(ForeignKey("story_version.id", use_alter=True))
    published_at: Mapped[datetime | None]
    #: Taken out of the library on purpose; its links say so from then on.
    retired_at: Mapped[datetime | None]
    #: A copy of the published version's last day, so that the library is one comparison.
    expires_on: Mapped[date | None] = mapped_column(index=True)

    programme: Mapped[Programme] = relationship()
    created_by: Mapped[Person] = relationship()
    versions: Mapped[list[StoryVersion]] = relationship(
        back_populates="story", foreign_keys="StoryVersion.story_id", order_by="StoryVersion.number"
    )
    published_version: Mapped[StoryVersion | None] = relationship(foreign_keys=[published_version_id], post_update=True)

    @property
    def latest(self) -> StoryVersion:
        """The newest version, whatever its state."""
        return self.versions[-1]

    def is_live_on(self, day: date) -> bool:
        """True when readers may see it that day: approved, not taken out, and the last day not over."""
        is_over = self.expires_on is not None and self.expires_on < day
        return self.published_version_id is not None and self.retired_at is None and not is_over


class StoryVersion(Model):
    """What a story says in one version. Texts are kept by language: {"da": "...", "en": "..."}."""

    __tablename__ = "story_version"
    __table_args__ = (UniqueConstraint("story_id", "number"),)

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id"), index=True)
    number: Mapped[int]
    status: Mapped[VersionStatus] = mapped_column(Word(VersionStatus), default=VersionStatus.DRAFT, index=True)
    #: Counts every save, so that a second editor's save on top of a newer one is noticed (attack row M08).
    edit_count: Mapped[int] = mapped_column(default=0)

    kind: Mapped[StoryKind] = mapped_column(Word(StoryKind), default=StoryKind.BEHIND_THE_SCENES)
    title: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    #: What the reader gets out of it (K-026).
    gain: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    #: Markdown.
    body: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    #: Where readers are sent.
    address: Mapped[str] = mapped_column(String(1000), default="")
    purpose_id: Mapped[int | None] = mapped_column(ForeignKey("purpose.id", ondelete="SET NULL"))
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id", ondelete="SET NULL"))
    audience_id: Mapped[int | None] = mapped_column(ForeignKey("audience.id", ondelete="SET NULL"))
    picture_choice: Mapped[PictureChoice | None] = mapped_column(Word(PictureChoice))
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("picture.id"))
    alt: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    expires_on: Mapped[date | None]

    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[CreatedAt]
    changed_at: Mapped[CreatedAt]
    submitted_at: Mapped[datetime | None]
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    story: Mapped[Story] = relationship(back_populates="versions", foreign_keys=[story_id])
    author: Mapped[Person] = relationship(foreign_keys=[author_id])
    writers: Mapped[list[Person]] = relationship(secondary=story_version_writer, order_by=Person.id)
    submitted_by: Mapped[Person | None] = relationship(foreign_keys=[submitted_by_id])
    approved_by: Mapped[Person | None] = relationship(foreign_keys=[approved_by_id])
    purpose: Mapped[Purpose | None] = relationship()
    topic: Mapped[Topic | None] = relationship()
    audience: Mapped[Audience | None] = relationship()
    picture: Mapped[Picture | None] = relationship()
    captions: Mapped[list[Caption]] = relationship(back_populates="version", order_by="Caption.position", cascade="all, delete-orphan")
    returns: Mapped[list[ReviewReturn]] = relationship(back_populates="version", order_by="ReviewReturn.at")

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it can be read in; a story needs one, and a language that is begun is complete once approved."""
        return tuple(language for language in LOCALES if self.title.get(language))

    def language_for(self, locale: str) -> str:
        """The reader's own language where the story is written in it, else the one it has."""
        return locale if locale in self.languages or not self.languages else self.languages[0]

    @property
    def is_sent_back(self) -> bool:
        """True while a reviewer's note waits for an answer."""
        return self.status is VersionStatus.DRAFT and bool(self.returns)

    @property
    def shown_alt(self) -> dict[str, str]:
        """What is said of the picture; nothing for one that is only decoration, whatever was typed before."""
        return self.alt if self.picture_choice is PictureChoice.DESCRIBED else {}

    @property
    def has_picture(self) -> bool:
        return self.picture is not None and self.picture_choice is not PictureChoice.NONE


class Caption(Model):
    """A suggested wording for one network in one language; whoever shares may change every word."""

    __tablename__ = "caption"
    __table_args__ = (UniqueConstraint("version_id", "network", "language", "position"),)

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(ForeignKey("story_version.id"), index=True)
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
