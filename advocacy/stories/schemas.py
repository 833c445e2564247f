"""What the JSON API of stories takes and answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, Field

from advocacy.foundation.operations import Answer, Sent
from advocacy.stories.captions import LONGEST_CAPTION
from advocacy.stories.services.pausing import LONGEST_REASON
from advocacy.stories.services.putting import LONGEST_BODY, LONGEST_LINE
from advocacy.stories.services.reviewing import LONGEST_NOTE


def _storable(text: str) -> str:
    """PostgreSQL cannot keep NUL, and SQLite should not (attack row J03)."""
    if "\x00" in text:
        raise ValueError("contains a character that cannot be stored")
    return text


#: JSON has no dates; "2026-09-01" is read as one.
Day = Annotated[date, Field(strict=False)]
#: A moment with its zone, as in ISO 8601.
Moment = Annotated[AwareDatetime, Field(strict=False)]
Line = Annotated[str, Field(max_length=LONGEST_LINE), AfterValidator(_storable)]
Body = Annotated[str, Field(max_length=LONGEST_BODY), AfterValidator(_storable)]
CaptionWords = Annotated[str, Field(max_length=LONGEST_CAPTION), AfterValidator(_storable)]
Note = Annotated[str, Field(max_length=LONGEST_NOTE), AfterValidator(_storable)]
Address = Annotated[str, Field(max_length=1000), AfterValidator(_storable)]
Name = Annotated[str, Field(max_length=40), AfterValidator(_storable)]
Kind = Literal["behind_the_scenes", "learned", "why", "results", "praise", "vacancy"]
Choice = Literal["described", "decorative", "none"]
Licence = Literal["none", "cc0", "cc_by", "cc_by_sa"]
RoleName = Literal["editor", "leader", "director", "hr", "administrator"]
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
    """A suggested wording for one network in one language; there may be five of each."""

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
    #: At most two beside the first.
    further_topics: list[Name] | None = Field(default=None, max_length=2)
    audience: Name | None = None
    #: Whom it is shown to, by unit and by role; empty for everybody in the programme.
    units: list[Name] | None = Field(default=None, max_length=500)
    roles: list[RoleName] | None = Field(default=None, max_length=5)
    picture_choice: Choice | None = None
    #: The id of a picture that has been brought already.
    picture: Name | None = None
    alt: StoryLineSent | None = None
    #: Embargo: not visible before this moment; null for none.
    visible_from: Moment | None = None
    expires_on: Day | None = None
    is_commercial: bool | None = None
    is_political: bool | None = None
    is_internal: bool | None = None
    is_ai_used: bool | None = None
    #: The id of the person who answers for what artificial intelligence has made.
    ai_editor: Name | None = None
    licence: Licence | None = None
    credit: Line | None = None
    captions: list[CaptionSent] | None = Field(default=None, max_length=80)


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
    further_topics: list[Name] = Field(default=[], max_length=2)
    audience: Name = ""
    units: list[Name] = Field(default=[], max_length=500)
    roles: list[RoleName] = Field(default=[], max_length=5)
    picture_choice: Choice | None = None
    picture: Name = ""
    alt: StoryLineSent = StoryLineSent()
    visible_from: Moment | None = None
    expires_on: Day | None = None
    is_commercial: bool = False
    is_political: bool = False
    is_internal: bool = False
    is_ai_used: bool = False
    ai_editor: Name = ""
    licence: Licence = "none"
    credit: Line = ""
    captions: list[CaptionSent] = Field(default=[], max_length=80)


class ReadStateSent(Sent):
    """Which state of the story was read before approving it."""

    edit_count: int


class ApproveSent(ReadStateSent):
    """Which state was read, and whether the board says yes to a story that touches on politics."""

    accepts_politics: bool = False


class PauseSent(Sent):
    """Why a story is out of sight for the time being."""

    reason: Annotated[str, Field(max_length=LONGEST_REASON), AfterValidator(_storable)]


class RestoreSent(Sent):
    """Which version is to come back as a draft; without one a story that was taken out comes back."""

    number: int | None = Field(default=None, ge=1)


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
    further_topics: list[str]
    audience: str | None
    units: list[str]
    roles: list[str]
    picture_choice: str | None
    picture: PictureAnswer | None
    alt: dict[str, str]
    visible_from: datetime | None
    expires_on: date | None
    published_at: datetime | None
    paused_at: datetime | None
    is_commercial: bool
    is_political: bool
    is_internal: bool
    is_ai_used: bool
    ai_editor: str | None
    licence: str
    credit: str
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
