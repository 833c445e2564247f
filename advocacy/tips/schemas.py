"""What the JSON API of tips takes and answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from advocacy.foundation.operations import Answer, Sent
from advocacy.tips.services import LONGEST_TIP
from advocacy.tips.services.answering import LONGEST_ANSWER
from advocacy.tips.services.giving import LONGEST_CONTACT


def _storable(text: str) -> str:
    """PostgreSQL cannot keep NUL, and SQLite should not (attack row J03)."""
    if "\x00" in text:
        raise ValueError("contains a character that cannot be stored")
    return text


Name = Annotated[str, Field(max_length=40), AfterValidator(_storable)]


class TipSent(Sent):
    """A tip by the token's own person. A picture is brought on the page; here it comes without one."""

    words: Annotated[str, Field(max_length=LONGEST_TIP), AfterValidator(_storable)]
    may_contact: bool = False
    contact: Annotated[str, Field(max_length=LONGEST_CONTACT), AfterValidator(_storable)] = ""
    wants_credit: bool = False


class TipsAsked(Sent):
    """Twenty a page, newest first."""

    page: int = Field(default=1, ge=1, le=10_000)


class DeskAsked(TipsAsked):
    """Which list of the board's desk."""

    list: Literal["waiting", "taken", "used", "declined"] = "waiting"


class AnswerSent(Sent):
    """``take``: an editor has it, with ``words`` or without. ``decline``: not this time, with a ``reason`` in kind words."""

    deed: Literal["take", "decline"]
    words: Annotated[str, Field(max_length=LONGEST_ANSWER), AfterValidator(_storable)] = ""
    reason: Annotated[str, Field(max_length=LONGEST_ANSWER), AfterValidator(_storable)] = ""


class DraftSent(Sent):
    """For which programme the draft is written."""

    programme: Name


class TipAnswer(Answer):
    """How far a tip has come, as its giver and the board may know it."""

    id: str
    status: str
    given_at: datetime
    answer_due_on: date
    is_overdue: bool
    working_days_left: int | None
    answered_at: datetime | None
    story: str | None


class OwnTipAnswer(TipAnswer):
    """One's own tip."""

    words: str
    answer: str
    wants_credit: bool


class OwnTipsAnswer(Answer):
    """One's own tips."""

    tips: list[OwnTipAnswer]
    total: int
    page: int
    page_count: int


class DeskTipAnswer(TipAnswer):
    """A tip on the board's desk; ``giver`` is empty when they would rather not say who they are."""

    words: str
    unit: str
    giver: str | None
    contact: str
    wants_credit: bool
    has_picture: bool


class DeskTipsAnswer(Answer):
    """A page of the board's desk; of those that wait, the one that has waited longest comes first."""

    tips: list[DeskTipAnswer]
    total: int
    page: int
    page_count: int
