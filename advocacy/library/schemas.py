"""What the JSON API of the library takes and answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from advocacy.foundation.operations import Answer, Sent
from advocacy.library.search.words import LONGEST_QUESTION


def _storable(text: str) -> str:
    """PostgreSQL cannot be asked for NUL, and nothing is called that (attack row J03)."""
    if "\x00" in text:
        raise ValueError("contains a character that cannot be stored")
    return text


Name = Annotated[str, Field(max_length=40), AfterValidator(_storable)]


class LibraryAsked(Sent):
    """What to look for and how to narrow it down: the same as the page's own address."""

    q: Annotated[str, Field(max_length=LONGEST_QUESTION)] = ""
    programme: Name | None = None
    topic: Name | None = None
    kind: Literal["behind_the_scenes", "learned", "why", "results", "praise", "vacancy"] | None = None
    #: Stories with a suggested wording for this network.
    network: Literal["linkedin", "facebook", "x", "bluesky", "mastodon", "threads", "whatsapp", "email"] | None = None
    language: Literal["da", "en"] | None = None
    page: int = Field(default=1, ge=1, le=10_000)


class FoundStoryAnswer(Answer):
    """A story that was found."""

    id: str
    programme: str
    kind: str
    title: dict[str, str]
    gain: dict[str, str]
    topics: list[str]
    address: str
    published_at: datetime | None
    expires_on: date | None
    is_internal: bool


class FoundStoriesAnswer(Answer):
    """A page of what was found. ``total`` is counted up to 500; ``is_counted`` is false where there are more."""

    stories: list[FoundStoryAnswer]
    total: int
    is_counted: bool
    page: int
    has_next: bool


class OfferAnswer(Answer):
    """One of the three for this week: the story, and why in a sentence and as a word."""

    story: FoundStoryAnswer
    reason: str
    why: str


class ForYouAnswer(Answer):
    """For you this week; fewer than three where there are no more."""

    week: str
    stories: list[OfferAnswer]


class TopicAnswer(Answer):
    """A topic, and whether the token's person follows it."""

    id: str
    programme: str
    text: dict[str, str]
    is_followed: bool


class TopicsAnswer(Answer):
    """The topics this person may follow."""

    topics: list[TopicAnswer]


class PutAwayAnswer(Answer):
    """A story, and whether it is put away."""

    id: str
    is_put_away: bool
