"""What the API takes and gives for training. The course says nothing of what is right: that comes with the feedback."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from advocacy.foundation.operations import Answer, Sent

Texts = dict[str, str]


class OptionAnswer(Answer):
    """One thing one could do; ``number`` is what an answer names."""

    number: int
    text: Texts


class ScenarioSummary(Answer):
    """A situation and what one could do. ``kind`` is single or multiple; a critical one must be right to pass."""

    id: str
    code: str
    kind: str
    is_critical: bool
    title: Texts
    situation: Texts
    options: list[OptionAnswer]


class LessonSummary(Answer):
    """A short text in Markdown, and the situations that go with it."""

    code: str
    title: Texts
    body: Texts
    takeaway: Texts
    scenarios: list[ScenarioSummary]


class CourseSummary(Answer):
    """The course as it stands now, without its answers."""

    id: str
    code: str
    version: int
    pass_mark: int
    validity_months: int
    title: Texts
    summary: Texts
    promise: Texts
    lessons: list[LessonSummary]


class AttemptSummary(Answer):
    """One's own go: the situations it asks about, and those of them that wait for an answer."""

    id: str
    number: int
    started_at: datetime
    finished_at: datetime | None
    asked: list[str]
    left: list[str]


class SentAnswer(Sent):
    """The id of a situation and the numbers of the options chosen."""

    scenario: Annotated[str, Field(max_length=20)]
    chosen: Annotated[list[int], Field(max_length=50)]


class OptionFeedback(Answer):
    """Whether an option was right, and why."""

    number: int
    is_chosen: bool
    is_right: bool
    feedback: Texts


class ScenarioFeedback(Answer):
    """What comes after an answer."""

    scenario: str
    is_right: bool
    why: Texts
    options: list[OptionFeedback]


class LicenceSummary(Answer):
    """One's own licence. ``is_valid`` is false when there is none, or when it has run out."""

    is_valid: bool
    id: str | None = None
    course: str | None = None
    version: int | None = None
    issued_at: datetime | None = None
    valid_until: date | None = None
    renewable_from: date | None = None


class AttemptResult(Answer):
    """How a go went, for the learner alone; ``missed`` names what to look at again."""

    id: str
    is_passed: bool
    right: int
    total: int
    missed: list[str]
    licence: LicenceSummary
