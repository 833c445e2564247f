"""What the JSON API of programmes takes and answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from advocacy.foundation.operations import Answer, Sent

#: JSON has no dates; "2026-09-01" is read as one.
Day = Annotated[date, Field(strict=False)]


class TextSent(Sent):
    """A text in both languages."""

    da: str
    en: str


class LineSent(TextSent):
    """A line of a list; ``id`` names the line it replaces."""

    id: str | None = None


class NetworkSent(Sent):
    """A network and what it is for."""

    network: str
    purpose: TextSent


class MandateSent(Sent):
    """What is agreed with the political leadership."""

    text: TextSent
    agreed_on: Day
    review_on: Day


class ProgrammeSent(Sent):
    """A new programme. People are named by public name, e-mail or employee number; units by public name, all of them when left out."""

    name: TextSent
    initiator: str | None = None
    units: list[str] | None = None


class PreparationSent(Sent):
    """Any of the steps; what is left out stays as it is."""

    owner: str | None = None
    purposes: list[LineSent] | None = None
    topics: list[LineSent] | None = None
    audiences: list[LineSent] | None = None
    networks: list[NetworkSent] | None = None
    awareness_plan: TextSent | None = None
    mandate: MandateSent | None = None
    sparring_partner: str | None = None
    units: list[str] | None = None
    kick_off: TextSent | None = None


class GuidelineLineSent(Sent):
    """One line of the guideline."""

    heading: TextSent
    body: TextSent


class GuidelineTextSent(Sent):
    """The words of a guideline."""

    summary: TextSent
    lines: list[GuidelineLineSent]
    what_it_is: list[TextSent]
    what_it_is_not: list[TextSent]
    backing: TextSent


class GuidelineSent(Sent):
    """Own words, or none for the standard text."""

    text: GuidelineTextSent | None = None


class JoiningSent(Sent):
    """The guideline somebody has read and accepts."""

    guideline: str


class TextAnswer(Answer):
    """A text in both languages."""

    da: str
    en: str


class LineAnswer(TextAnswer):
    """A line of a list, by name."""

    id: str


class PersonAnswer(Answer):
    """Somebody with a part in the programme."""

    name: str
    title: str


class NetworkAnswer(Answer):
    """A network and what it is for."""

    network: str
    purpose: TextAnswer


class LaunchAnswer(Answer):
    """Who launched it, as they were called then, and when."""

    by_name: str
    by_title: str
    at: datetime


class StepAnswer(Answer):
    """One step of readiness; ``missing`` is a sentence, or null when it is done."""

    key: str
    label: str
    is_done: bool
    missing: str | None


class ReadinessAnswer(Answer):
    """What is in place and what is not."""

    is_ready: bool
    steps: list[StepAnswer]


class EnrolmentAnswer(Answer):
    """The caller's own part; nobody else's is ever answered."""

    is_invited: bool
    is_enrolled: bool
    is_paused: bool
    joined_at: datetime | None
    has_accepted_guideline: bool


class GuidelineLineAnswer(Answer):
    """One line of the guideline."""

    heading: TextAnswer
    body: TextAnswer


class GuidelineAnswer(Answer):
    """One version of the guideline."""

    id: str
    number: int
    adopted_at: datetime | None
    summary: TextAnswer
    lines: list[GuidelineLineAnswer]
    what_it_is: list[TextAnswer]
    what_it_is_not: list[TextAnswer]
    backing: TextAnswer


class ProgrammeAnswer(Answer):
    """A programme. Readiness and mandate are answered to those who prepare it only."""

    id: str
    status: str
    name: TextAnswer
    initiator: PersonAnswer
    owner: PersonAnswer | None
    sparring_partner: PersonAnswer | None
    purposes: list[LineAnswer]
    topics: list[LineAnswer]
    audiences: list[LineAnswer]
    networks: list[NetworkAnswer]
    kick_off: TextAnswer | None
    guideline: str | None
    launched: LaunchAnswer | None
    mine: EnrolmentAnswer
    readiness: ReadinessAnswer | None = None
    mandate: TextAnswer | None = None
    awareness_plan: TextAnswer | None = None
    mandate_agreed_on: date | None = None
    mandate_review_on: date | None = None


class ProgrammesAnswer(Answer):
    """The programmes the caller may see."""

    programmes: list[ProgrammeAnswer]


class LaunchedAnswer(Answer):
    """A launch that has just happened."""

    invited: int
    programme: ProgrammeAnswer
