"""What the API takes and gives for shares. ``text`` is in no answer of those that post or plan, and kept as docs/decisions/0011 says."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from advocacy.foundation.operations import Answer, Sent
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.sharing.models import PlanWay
from advocacy.sharing.post_addresses import LONGEST_ADDRESS

LONGEST_TEXT = 20_000


class SentShare(Sent):
    """A press on a share button. ``text`` is what the person is about to post; it only goes into ``address`` of the answer."""

    story: Annotated[str, Field(max_length=20)]
    network: Annotated[NetworkKind, Field(strict=False)]
    language: Literal["da", "en"]
    text: Annotated[str | None, Field(max_length=LONGEST_TEXT)] = None


class MadeShare(Answer):
    """The new link, the suggested wording, and the address that opens the network's window for writing, where it has one."""

    id: str
    link: str
    suggestion: str
    address: str | None


class SentConfirmation(Sent):
    """I have posted it; where, if one likes, and whether one's leaders may see it."""

    post_address: Annotated[str | None, Field(max_length=LONGEST_ADDRESS)] = None
    let_leaders_see: bool = True


class PostingSummary(Answer):
    """The post that belongs to a share: waiting, sending, posted, unsure or failed. A number is null where the network does not give it."""

    status: str
    address: str | None
    posted_at: datetime | None
    seen_at: datetime | None
    last_seen_at: datetime | None
    gone_at: datetime | None
    replies: int | None
    likes: int | None
    reposts: int | None


class ShareSummary(Answer):
    """One's own share. ``rung`` tells how sure we are: pressed, read, visited, declared or confirmed."""

    id: str
    link: str
    story: str
    network: str
    language: str
    pressed_at: datetime
    confirmed_at: datetime | None
    post_address: str | None
    is_visible_to_leaders: bool
    withdrawn_at: datetime | None
    rung: str
    #: The fact the rung rests on: pressed, read, visited, said, addressed, accepted, seen or gone.
    reason: str
    visits_by_people: int
    posting: PostingSummary | None


class PageAsked(Sent):
    """Which page, of up to 50 shares each."""

    page: Annotated[int, Field(ge=1, le=100_000)] = 1


class ShareList(Answer):
    """One's own shares, the newest first; those taken back are not among them."""

    shares: list[ShareSummary]
    page: int
    page_count: int


class SentPost(Sent):
    """A post through one's own connected account. The link comes at the end of ``text``."""

    story: Annotated[str, Field(max_length=20)]
    network: Annotated[NetworkKind, Field(strict=False)]
    language: Literal["da", "en"]
    text: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
    let_leaders_see: bool = False


class SentPlan(Sent):
    """A share for later. ``text`` is for the way ``post`` only."""

    story: Annotated[str, Field(max_length=20)]
    network: Annotated[NetworkKind, Field(strict=False)]
    language: Literal["da", "en"]
    way: Annotated[PlanWay, Field(strict=False)]
    due_at: Annotated[AwareDatetime, Field(strict=False)]
    text: Annotated[str, Field(max_length=LONGEST_TEXT)] = ""
    let_leaders_see: bool = False


class SentMoment(Sent):
    """Another time for a plan."""

    due_at: Annotated[AwareDatetime, Field(strict=False)]


class PlanSummary(Answer):
    """One's own plan that waits or is held; never its words. ``held_for`` is a word: paused, expired, disconnected ..."""

    id: str
    story: str
    network: str
    way: str
    status: str
    due_at: datetime
    held_for: str | None


class PlanList(Answer):
    """One's own plans, the held ones first."""

    plans: list[PlanSummary]
