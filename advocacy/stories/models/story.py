"""A story, and what it says in each of its versions. Texts are kept by language: {"da": "...", "en": "..."}."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, Column, ForeignKey, Index, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.accounts.models import Role
from advocacy.files.models import Picture
from advocacy.foundation import clock
from advocacy.foundation.database import CreatedAt, Key, Model, PublicId, Word, db
from advocacy.foundation.i18n import LOCALES
from advocacy.people.models import Person, Unit
from advocacy.programmes.models import Audience, Programme, Purpose, Topic
from advocacy.stories.models.kinds import Licence, PictureChoice, StoryKind, VersionStatus
from advocacy.stories.models.parts import Caption, ReviewReturn

MOST_TOPICS = 3

#: Everybody who has written in a version; none of them may approve it (attack row Z11).
story_version_writer = Table(
    "story_version_writer",
    db.metadata,
    Column("version_id", ForeignKey("story_version.id"), primary_key=True),
    Column("person_id", ForeignKey("person.id"), primary_key=True),
)


#: The second and third topic of a version; the first one is the version's own `topic`.
story_version_topic = Table(
    "story_version_topic",
    db.metadata,
    Column("version_id", ForeignKey("story_version.id"), primary_key=True),
    Column("topic_id", ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True, index=True),
)

#: The units a version is for, each with everything below it; none means everybody in the programme.
story_version_unit = Table(
    "story_version_unit",
    db.metadata,
    Column("version_id", ForeignKey("story_version.id"), primary_key=True),
    Column("unit_id", ForeignKey("unit.id"), primary_key=True),
)


class VersionRole(Model):
    """One of the roles a version is for; none means everybody in the programme."""

    __tablename__ = "story_version_role"

    version_id: Mapped[int] = mapped_column(ForeignKey("story_version.id"), primary_key=True)
    role: Mapped[Role] = mapped_column(Word(Role), primary_key=True)


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
    #: The moment from which readers see it: a story under embargo has one that is still to come.
    published_at: Mapped[datetime | None]
    #: Taken out of the library on purpose; its links say so from then on.
    retired_at: Mapped[datetime | None]
    #: Hidden for the time being, and why, in both languages; nothing but the pause has to be undone to bring it back.
    paused_at: Mapped[datetime | None]
    paused_reason: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    #: True when the published version is for some units or roles only, so that the library need not look further for the others.
    is_targeted: Mapped[bool] = mapped_column(default=False)
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

    def is_live_at(self, moment: datetime) -> bool:
        """True when readers may see it then: approved, its embargo over, neither taken out nor paused, its last day not over."""
        is_over = self.expires_on is not None and self.expires_on < clock.local_day(moment)
        is_closed = self.retired_at is not None or self.paused_at is not None
        return self.published_version_id is not None and not (is_closed or is_over or self.waits_at(moment))

    def waits_at(self, moment: datetime) -> bool:
        """True for an approved story whose embargo is not over then."""
        return self.published_at is not None and self.published_at > moment


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
    #: Embargo: not visible before this moment.
    visible_from: Mapped[datetime | None]
    expires_on: Mapped[date | None]
    #: Somebody has paid for it or gains by it, so "Reklame" or "Advertisement" leads every suggested wording.
    is_commercial: Mapped[bool] = mapped_column(default=False)
    #: Touches on politics: whoever approves it says yes to that in so many words.
    is_political: Mapped[bool] = mapped_column(default=False)
    #: For reading in the house only; never shared.
    is_internal: Mapped[bool] = mapped_column(default=False)
    #: Made with the help of artificial intelligence; a person answers for it.
    is_ai_used: Mapped[bool] = mapped_column(default=False)
    ai_editor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    licence: Mapped[Licence] = mapped_column(Word(Licence), default=Licence.NONE)
    #: Who is named when it is used again: "Photo: Emil Rask".
    credit: Mapped[str] = mapped_column(String(200), default="")
    #: Why an editor says that a finding which stands in the way is no harm, by the code of the check.
    reasons: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)

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
    further_topics: Mapped[list[Topic]] = relationship(secondary=story_version_topic, order_by=Topic.position)
    units: Mapped[list[Unit]] = relationship(secondary=story_version_unit, order_by=Unit.path)
    role_rows: Mapped[list[VersionRole]] = relationship(cascade="all, delete-orphan", order_by=VersionRole.role)
    ai_editor: Mapped[Person | None] = relationship(foreign_keys=[ai_editor_id])
    picture: Mapped[Picture | None] = relationship()
    captions: Mapped[list[Caption]] = relationship(
        back_populates="version", order_by=[Caption.position, Caption.id], cascade="all, delete-orphan"
    )
    returns: Mapped[list[ReviewReturn]] = relationship(back_populates="version", order_by=ReviewReturn.at)

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
    def topics(self) -> list[Topic]:
        """One to three, the first one first; a draft may have none."""
        return [self.topic, *self.further_topics] if self.topic else list(self.further_topics)

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles it is for; none means everybody."""
        return tuple(row.role for row in self.role_rows)

    @property
    def has_picture(self) -> bool:
        return self.picture is not None and self.picture_choice is not PictureChoice.NONE
