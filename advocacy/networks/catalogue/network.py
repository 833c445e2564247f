"""What every network tells about itself: its name, how a share begins there, how long a text may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote

import regex

from advocacy.networks.counting import Count, ServerLimits

if TYPE_CHECKING:
    from advocacy.foundation.i18n import LazyString


class NetworkKind(StrEnum):
    """Where a story can be carried to; ``copy`` and ``device`` do not tell which network it ends on."""

    LINKEDIN = "linkedin"
    FACEBOOK = "facebook"
    X = "x"
    BLUESKY = "bluesky"
    MASTODON = "mastodon"
    THREADS = "threads"
    INSTAGRAM = "instagram"
    WHATSAPP = "whatsapp"
    EMAIL = "email"
    COPY = "copy"
    DEVICE = "device"


class ShareAddress(Protocol):
    """Builds the address that opens a network's own window for writing, or None where there is none."""

    def __call__(self, text: str, link: str, title: str = "", server: str | None = None) -> str | None: ...


class Counter(Protocol):
    """Counts a text, together with the link that will follow it, the way one network counts."""

    def __call__(self, text: str, link: str = "", limits: ServerLimits | None = None) -> Count: ...


@dataclass(frozen=True)
class PostForm:
    """What the address of a published post looks like on a network.

    ``hosts`` maps each host to the one it is written as; empty means any public host. ``path`` is matched
    against the path with the kept query; its group ``post`` is what names the post. ``kept`` are the names in
    the query that belong to it.
    """

    hosts: Mapping[str, str]
    path: regex.Pattern[str]
    kept: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Network:
    """One network; where ``prefills_text`` is False the person pastes the text that was copied for them."""

    kind: NetworkKind
    label: str | LazyString
    prefills_text: bool
    opens_tab: bool
    share_address: ShareAddress
    count: Counter
    post_forms: tuple[PostForm, ...] = ()
    #: After about so many characters readers have to ask for more; None where they see all of it.
    fold: int | None = None


def address_with(start: str, **values: str) -> str:
    """``start`` followed by the values that are not empty, percent-encoded as UTF-8 (a space is ``%20``)."""
    pairs = (f"{name}={encoded(value)}" for name, value in values.items() if value)
    return start + "&".join(pairs)


def encoded(value: str) -> str:
    """Percent-encoded whole: no character of the text can end the value or add another."""
    return quote(value, safe="", errors="replace")
