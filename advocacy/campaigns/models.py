"""What is kept of a campaign: its days, its goal and message, its stories, who kicked it off, and what came of it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.foundation import clock
from advocacy.foundation.database import CreatedAt, Key, Model, PublicId, Word
from advocacy.people.models import Person
from advocacy.programmes.models import Programme, Purpose
from advocacy.stories.models import Story


class CampaignStatus(StrEnum):
    """A campaign is prepared, kicked off once, and ends: by itself after its last day, or earlier with a reason."""

    IN_PREPARATION = "in_preparation"
    RUNNING = "running"
    ENDED = "ended"


class GoalKind(StrEnum):
    """What a campaign counts. There is no reach and no value in money among them, on purpose."""

    PEOPLE = "people"
    VISITS = "visits"
    APPLICATIONS = "applications"


class Campaign(Model):
    """One push within a programme, for a few weeks. Texts people read are kept by language: {"da": "...", "en": "..."}."""

    __tablename__ = "campaign"
    __table_args__ = (
        Index("ix_campaign_programme_id_status", "programme_id", "status"),
        Index("ix_campaign_starts_on_ends_on", "starts_on", "ends_on"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    status: Mapped[CampaignStatus] = mapped_column(Word(CampaignStatus), default=CampaignStatus.IN_PREPARATION)
    name: Mapped[dict[str, str]] = mapped_column(JSON)
    purpose_id: Mapped[int | None] = mapped_column(ForeignKey("purpose.id", ondelete="SET NULL"))
    #: The first and the last day, as days in Denmark; a day there has 23, 24 or 25 hours.
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    goal_kind: Mapped[GoalKind | None] = mapped_column(Word(GoalKind))
    goal_number: Mapped[int | None]
    #: The director's own words at the kick-off.
    message: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[CreatedAt]

    kicked_off_at: Mapped[datetime | None]
    kicked_off_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    #: Written down as they were at that moment: people change names and titles.
    kicked_off_by_name: Mapped[str | None] = mapped_column(String(200))
    kicked_off_by_title: Mapped[str | None] = mapped_column(String(200))
    #: The director has chosen to tell colleagues that she has shared one of the stories herself.
    is_first_share_told: Mapped[bool] = mapped_column(default=False)

    #: The first moment that no longer belongs to the campaign.
    ended_at: Mapped[datetime | None]
    #: Empty when it ended by itself.
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_by_name: Mapped[str | None] = mapped_column(String(200))
    end_reason: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    #: The figures as they were shown at the end, how each was counted, and when: never counted again.
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    #: What those who ran it learnt from it.
    worked: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    change: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    lessons_at: Mapped[datetime | None]
    lessons_by_name: Mapped[str | None] = mapped_column(String(200))

    programme: Mapped[Programme] = relationship()
    purpose: Mapped[Purpose | None] = relationship()
    created_by: Mapped[Person] = relationship(foreign_keys=[created_by_id])
    stories: Mapped[list[CampaignStory]] = relationship(
        back_populates="campaign", order_by="CampaignStory.id", cascade="all, delete-orphan"
    )
    prolongations: Mapped[list[Prolongation]] = relationship(back_populates="campaign", order_by="Prolongation.id")

    @property
    def is_running(self) -> bool:
        """Kicked off and not ended, also while it waits for its first day."""
        return self.status is CampaignStatus.RUNNING

    @property
    def is_ended(self) -> bool:
        return self.status is CampaignStatus.ENDED

    @property
    def begins_at(self) -> datetime | None:
        """The moment its first day begins."""
        return clock.start_of_day(self.starts_on) if self.starts_on else None

    @property
    def is_over_at(self) -> datetime | None:
        """The first moment after its last day."""
        return clock.end_of_day(self.ends_on) if self.ends_on else None

    def is_on(self, day: date) -> bool:
        """True when it runs on this day."""
        return bool(self.is_running and self.starts_on and self.ends_on and self.starts_on <= day <= self.ends_on)


class CampaignStory(Model):
    """A story that belongs to a campaign, and since when: what was shared before that does not count."""

    __tablename__ = "campaign_story"
    __table_args__ = (UniqueConstraint("campaign_id", "story_id"),)

    id: Mapped[Key]
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id"), index=True)
    added_at: Mapped[datetime]
    added_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    campaign: Mapped[Campaign] = relationship(back_populates="stories")
    story: Mapped[Story] = relationship()


class Prolongation(Model):
    """A campaign got a later last day, before it had ended."""

    __tablename__ = "prolongation"

    id: Mapped[Key]
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    from_day: Mapped[date]
    to_day: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    by_name: Mapped[str] = mapped_column(String(200))

    campaign: Mapped[Campaign] = relationship(back_populates="prolongations")


class ApplicationReport(Model):
    """How many applications HR knows of so far from one source; the newest report of each source counts. Nobody's name."""

    __tablename__ = "application_report"

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    source: Mapped[str] = mapped_column(String(100))
    #: The source as it is compared, so that "emply" and "Emply" are one.
    source_key: Mapped[str] = mapped_column(String(100))
    number: Mapped[int]
    #: The day up to which HR has counted.
    counted_on: Mapped[date]
    reported_at: Mapped[datetime]
    reported_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    campaign: Mapped[Campaign] = relationship()
    reported_by: Mapped[Person] = relationship()
