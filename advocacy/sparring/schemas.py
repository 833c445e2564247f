"""What the JSON API of own stories takes and answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, Field

from advocacy.foundation.operations import Answer, Sent
from advocacy.sparring.services.talking import LONGEST_MESSAGE
from advocacy.sparring.services.writing import LONGEST_LINE, LONGEST_TEXT


def _storable(text: str) -> str:
    """PostgreSQL cannot keep NUL, and SQLite should not (attack row J03)."""
    if "\x00" in text:
        raise ValueError("contains a character that cannot be stored")
    return text


Line = Annotated[str, Field(max_length=LONGEST_LINE), AfterValidator(_storable)]


class OwnStorySent(Sent):
    """A text in the token's own person's name."""

    title: Line
    words: Annotated[str, Field(max_length=LONGEST_TEXT), AfterValidator(_storable)]
    network: Annotated[str, Field(max_length=20), AfterValidator(_storable)] = ""
    audience: Line = ""


class MessageSent(Sent):
    """What one of the two says to the other."""

    words: Annotated[str, Field(max_length=LONGEST_MESSAGE), AfterValidator(_storable)]


class OwnStoriesAsked(Sent):
    """Twenty a page, the one touched last first."""

    page: int = Field(default=1, ge=1, le=10_000)


class OwnStoryAnswer(Answer):
    """A text of one's own, without its words; ``partner`` is the name of whoever has been asked, while the talk is open."""

    id: str
    title: str
    network: str
    audience: str
    created_at: datetime
    changed_at: datetime
    partner: str | None
    answer_due_on: date | None


class OwnStoryWithWordsAnswer(OwnStoryAnswer):
    """The same with its words."""

    words: str


class OwnStoriesAnswer(Answer):
    """One's own texts; there is no list of anybody else's."""

    own_stories: list[OwnStoryWithWordsAnswer]
    total: int
    page: int
    page_count: int


class MessageAnswer(Answer):
    """A message that was sent."""

    id: str
    at: datetime
