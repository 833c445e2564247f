"""What the API takes and gives for the editorial board."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from advocacy.foundation.operations import Answer, Sent

Texts = dict[str, str]


class InboxAnswer(Answer):
    """How much waits for the token's own person, by sort."""

    returned: int
    to_review: int
    expiring: int
    consents: int
    tips: int
    sparring: int
    paused: int
    sources: int
    found: int
    broken_links: int
    own_waiting: int


class ReviewLineAnswer(Answer):
    """A version that waits for a second pair of eyes."""

    story: str
    title: Texts
    sent_by: str
    sent_at: datetime
    due_on: date
    is_overdue: bool
    is_asked: bool


class ReviewsAnswer(Answer):
    """What this editor is asked for by seat or rota comes first."""

    reviews: list[ReviewLineAnswer]


class RotaWeekAnswer(Answer):
    """A week by its Monday; nobody's is everybody's."""

    week_on: date
    name: str | None
    person: str | None


class RotaAnswer(Answer):
    """This week and the next ones."""

    weeks: list[RotaWeekAnswer]


class DutySent(Sent):
    """Gives a week to an editor by public name, or back to everybody with null."""

    week_on: Annotated[date, Field(strict=False)]
    person: Annotated[str | None, Field(max_length=20)] = None


class ReasonSent(Sent):
    """Why what looked like a CPR number is something else."""

    reason: Annotated[str, Field(max_length=300)]
