"""What the JSON API of campaigns takes and answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from advocacy.foundation.operations import Answer, Sent

#: JSON has no dates; "2026-09-01" is read as one.
Day = Annotated[date, Field(strict=False)]
GoalWord = Literal["people", "visits", "applications"]


class CampaignTextSent(Sent):
    """A text in both languages."""

    da: str = ""
    en: str = ""


class GoalSent(Sent):
    """What is counted, and how much would be good."""

    kind: GoalWord
    number: int


class CampaignSent(Sent):
    """A new campaign. What is left out may be sent later; stories are named by public name."""

    programme: str
    name: CampaignTextSent
    purpose: str | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None
    goal: GoalSent | None = None
    message: CampaignTextSent | None = None
    stories: list[str] = []


class CampaignPlanSent(Sent):
    """Any part of the plan; what is left out stays as it is. Stories are added to those it has."""

    name: CampaignTextSent | None = None
    purpose: str | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None
    goal: GoalSent | None = None
    message: CampaignTextSent | None = None
    stories: list[str] = []


class KickOffSent(Sent):
    """Whether colleagues are told that the director has shared one of the stories; kept only when it is so."""

    tell_first_share: bool = False


class ProlongationSent(Sent):
    """A later last day."""

    to_day: Day


class EndSent(Sent):
    """Why it ends before its last day, in both languages."""

    reason: CampaignTextSent


class ApplicationsSent(Sent):
    """How many applications this source has brought so far, all in all, counted up to and with a day. Never who."""

    number: int
    source: str
    counted_on: Day


class LessonsSent(Sent):
    """What worked, and what to change next time; one language is enough."""

    worked: CampaignTextSent
    change: CampaignTextSent


class CampaignTextAnswer(Answer):
    """A text in both languages; one may be empty."""

    da: str = ""
    en: str = ""


class MissingStepAnswer(Answer):
    """Something that is missing before the kick-off."""

    key: str
    missing: str


class CampaignRungAnswer(Answer):
    """Shares by how sure we are of them; null when fewer than five people stand behind them."""

    rung: int
    label: str
    count: int | None


class ProgressAnswer(Answer):
    """The figures as everybody sees them; null is "fewer than five people", "nearly everybody" or "not reported", and is told apart."""

    goal_kind: str
    goal_number: int
    value: int | None
    is_reached: bool
    how: str
    people: int | None
    is_nearly_all: bool
    visits: int | None
    thanked: int | None
    thanked_of: int | None
    applications: int | None
    application_sources: list[str]
    applications_on: date | None
    shares: list[CampaignRungAnswer]
    counted_at: datetime


class KickOffAnswer(Answer):
    """Who kicked it off, as they were called then, and when."""

    by_name: str
    by_title: str
    at: datetime


class CampaignAnswer(Answer):
    """A campaign. What is missing is told to those who prepare it; stories are those the caller may read today."""

    id: str
    status: str
    programme: str
    name: CampaignTextAnswer
    purpose: CampaignTextAnswer | None
    starts_on: date | None
    ends_on: date | None
    message: CampaignTextAnswer
    stories: list[str]
    resting_stories: int
    kicked_off: KickOffAnswer | None
    ended_at: datetime | None
    end_reason: CampaignTextAnswer | None
    worked: CampaignTextAnswer | None
    change: CampaignTextAnswer | None
    progress: ProgressAnswer | None
    missing: list[MissingStepAnswer] | None = None


class CampaignsAnswer(Answer):
    """The campaigns the caller may see: running ones, then those in preparation, then the newest that have ended."""

    campaigns: list[CampaignAnswer]


class ApplicationsAnswer(Answer):
    """One report, as it was made."""

    id: str
    number: int
    source: str
    counted_on: date
    reported_at: datetime
