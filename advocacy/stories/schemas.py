"""What the JSON API of stories takes and answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from advocacy.foundation.operations import Answer, Sent
from advocacy.stories.captions import LONGEST_CAPTION
from advocacy.stories.services.reviewing import LONGEST_NOTE
from advocacy.stories.services.writing import LONGEST_BODY, LONGEST_LINE


def _storable(text: str) -> str:
    """PostgreSQL cannot keep NUL, and SQLite should not (attack row J03)."""
    if "\x00" in text:
        raise ValueError("contains a character that cannot be stored")
    return text


#: JSON has no dates; "2026-09-01" is read as one.
Day = Annotated[date, Field(strict=False)]
Line = Annotated[str, Field(max_length=LONGEST_LINE), AfterValidator(_storable)]
Body = Annotated[str, Field(max_length=LONGEST_BODY), AfterValidator(_storable)]
CaptionWords = Annotated[str, Field(max_length=LONGEST_CAPTION), AfterValidator(_storable)]
Note = Annotated[str, Field(max_length=LONGEST_NOTE), AfterValidator(_storable)]
Address = Annotated[str, Field(max_length=1000), AfterValidator(_storable)]
Name = Annotated[str, Field(max_length=40), AfterValidator(_storable)]
Kind = Literal["behind_the_scenes", "learned", "why", "results", "praise", "vacancy"]
Choice = Literal["described", "decorative", "none"]
Language = Literal["da", "en"]
Network = Literal["linkedin", "facebook", "x", "bluesky", "mastodon", "threads", "whatsapp", "email"]
Listing = Literal["library", "review", "drafts", "sent-back", "out"]


class StoryLineSent(Sent):
    """A line in the languages the story is written in."""

    da: Line = ""
    en: Line = ""


class StoryBodySent(Sent):
    """The Markdown text in the languages the story is written in."""

    da: Body = ""
    en: Body = ""


class CaptionSent(Sent):
    """A suggested wording for one network in one language."""

    network: Network
    language: Language
    text: CaptionWords


class StoryChangedSent(Sent):
    """What is to be changed; what is left out stays. ``edit_count`` and ``version`` are those of the story as it was read."""

    version: Name
    edit_count: int
    kind: Kind | None = None
    title: StoryLineSent | None = None
    gain: StoryLineSent | None = None
    body: StoryBodySent | None = None
    address: Address | None = None
    #: Purpose, topic and audience by their ids in the programme; "" for none.
    purpose: Name | None = None
    topic: Name | None = None
    audience: Name | None = None
    picture_choice: Choice | None = None
    #: The id of a picture that has been brought already.
    picture: Name | None = None
    alt: StoryLineSent | None = None
    expires_on: Day | None = None
    captions: list[CaptionSent] | None = Field(default=None, max_length=16)


class StorySent(Sent):
    """A new story. Anything may be missing; it must be complete when it is sent to review."""

    programme: Name
    kind: Kind = "behind_the_scenes"
    title: StoryLineSent = StoryLineSent()
    gain: StoryLineSent = StoryLineSent()
    body: StoryBodySent = StoryBodySent()
    address: Address = ""
    purpose: Name = ""
    topic: Name = ""
    audience: Name = ""
    picture_choice: Choice | None = None
    picture: Name = ""
    alt: StoryLineSent = StoryLineSent()
    expires_on: Day | None = None
    captions: list[CaptionSent] = Field(default=[], max_length=16)


class ReadStateSent(Sent):
    """Which state of the story was read before approving it."""

    edit_count: int


class SendBackSent(ReadStateSent):
    """Which state was read, and what should be different."""

    note: Note


class StoriesAsked(Sent):
    """Which list: the library, or for editors one of the desk's; and which page and topic."""

    status: Listing = "library"
    programme: Name | None = None
    topic: Name | None = None
    page: int = Field(default=1, ge=1, le=10_000)


class CaptionAnswer(Answer):
    """A suggested wording."""

    network: str
    language: str
    text: str


class PictureAnswer(Answer):
    """A picture and where its sizes are."""

    id: str
    card: str
    page: str
    preview: str


class ReturnAnswer(Answer):
    """A reviewer's note."""

    by: str
    at: datetime
    note: str


class StoryAnswer(Answer):
    """A story in one version: for readers the one in the library, for its editors the newest."""

    id: str
    programme: str
    status: str
    is_in_library: bool
    version: str
    number: int
    edit_count: int
    kind: str
    title: dict[str, str]
    gain: dict[str, str]
    body: dict[str, str]
    address: str
    purpose: str | None
    topic: str | None
    audience: str | None
    picture_choice: str | None
    picture: PictureAnswer | None
    alt: dict[str, str]
    expires_on: date | None
    published_at: datetime | None
    author: str
    captions: list[CaptionAnswer]
    #: For editors: what must be mended before a review, by field, and the reviewers' notes.
    missing: dict[str, str] | None = None
    notes: list[ReturnAnswer] | None = None


class StoryLineAnswer(Answer):
    """A story in a list."""

    id: str
    programme: str
    status: str
    number: int
    title: dict[str, str]
    gain: dict[str, str]
    address: str
    expires_on: date | None
    published_at: datetime | None


class StoriesAnswer(Answer):
    """A page of stories."""

    stories: list[StoryLineAnswer]
    total: int
    page: int
    page_count: int
