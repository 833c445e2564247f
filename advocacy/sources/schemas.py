"""What the JSON API of sources takes and answers."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from advocacy.foundation.operations import Answer, Sent


def _storable(text: str) -> str:
    """PostgreSQL cannot keep NUL, and SQLite should not (attack row J03)."""
    if "\x00" in text:
        raise ValueError("contains a character that cannot be stored")
    return text


Name = Annotated[str, Field(max_length=40), AfterValidator(_storable)]
Address = Annotated[str, Field(min_length=1, max_length=1000), AfterValidator(_storable)]
Cell = Annotated[str, Field(max_length=25_000), AfterValidator(_storable)]
Language = Literal["da", "en"]
Column = Literal[
    "title_da", "title_en", "gain_da", "gain_en", "body_da", "body_en", "address", "kind", "purpose", "topic", "audience", "expires_on"
]


class PageAsked(Sent):
    """The address of a page to look at."""

    address: Address


class FeedSent(Sent):
    """A feed to follow, and what its drafts begin with. ``topic`` is one of the programme's by its id; "" for none."""

    programme: Name
    address: Address
    language: Language
    topic: Name = ""


class FoundAsked(Sent):
    """Which of what the feeds told: of one feed or of all, in which state, and which page."""

    feed: Name | None = None
    status: Literal["new", "drafted", "put_away"] = "new"
    page: int = Field(default=1, ge=1, le=10_000)


class ImportSent(Sent):
    """Rows as the spreadsheet would have them, each column by its name."""

    programme: Name
    rows: list[dict[Column, Cell]] = Field(min_length=1, max_length=200)


class PageAnswer(Answer):
    """What a page says of itself. ``picture`` is the id of a picture that has been brought, for a story."""

    address: str
    title: str
    words: str
    language: str
    site: str
    picture: str | None
    fetched_at: datetime


class FeedAnswer(Answer):
    """A feed and how it does: ``read``, ``paused`` by hand, or ``failed`` and paused by itself."""

    id: str
    programme: str
    address: str
    name: str
    language: str
    topic: str | None
    status: str
    read_at: datetime | None
    failure_count: int
    new_count: int


class FeedsAnswer(Answer):
    """Every feed of the programmes one writes for."""

    feeds: list[FeedAnswer]


class FoundAnswer(Answer):
    """Something a feed told."""

    id: str
    feed: str
    status: str
    title: str
    words: str
    address: str
    told_at: datetime | None
    found_at: datetime
    story: str | None


class FoundPageAnswer(Answer):
    """A page of what feeds told."""

    found: list[FoundAnswer]
    total: int
    page: int
    page_count: int


class DraftAnswer(Answer):
    """The story that has begun as a draft."""

    story: str


class PlannedRowAnswer(Answer):
    """What would happen with a row: ``new``, ``exists`` (with the story), ``repeated`` (with the row) or ``wrong`` (with the reasons)."""

    number: int
    outcome: str
    problems: list[str]
    story: str | None
    same_as: int | None


class ImportAnswer(Answer):
    """An import that was tried or done."""

    id: str
    is_done: bool
    draft_count: int
    rows: list[PlannedRowAnswer]
