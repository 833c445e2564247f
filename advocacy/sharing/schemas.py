"""What the API takes and gives for shares. ``text`` is used for one answer and kept nowhere."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from advocacy.foundation.operations import Answer, Sent
from advocacy.networks.catalogue.network import NetworkKind
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
    visits_by_people: int


class PageAsked(Sent):
    """Which page, of up to 50 shares each."""

    page: Annotated[int, Field(ge=1, le=100_000)] = 1


class ShareList(Answer):
    """One's own shares, the newest first; those taken back are not among them."""

    shares: list[ShareSummary]
    page: int
    page_count: int
