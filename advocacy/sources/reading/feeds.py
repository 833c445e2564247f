"""What a feed tells, cleaned: each thing once, in plain words, with an address that is one, and with a day that can be true."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from advocacy.foundation import clock
from advocacy.foundation.confinement import ConfinedFailed, confined
from advocacy.sources.reading.words import address_of, language_of, line_of, text_of

READER = Path(__file__).with_name("_feed_reader.py")
LONGEST_TITLE, LONGEST_WORDS = 300, 2000
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_CLOCKS_DIFFER = timedelta(hours=1)


@dataclass(frozen=True)
class FoundTold:
    """One thing a feed tells. ``digest`` is of the name the feed gives it, or of its address."""

    digest: str
    title: str
    words: str
    address: str
    picture: str
    told_at: datetime | None


@dataclass(frozen=True)
class FeedTold:
    """A feed: what it is called, its language where it is one of ours, and what it tells, the newest first as it tells it."""

    title: str
    language: str
    found: tuple[FoundTold, ...]


def read_feed(body: bytes, content_type: str, url: str) -> FeedTold | None:
    """The feed that was found at ``url``, at most two hundred things of it; None for what is no feed (attack row F18)."""
    try:
        told = json.loads(confined(READER, body, content_type, url))
    except (ConfinedFailed, ValueError, RecursionError):
        return None
    if not told["is_feed"]:
        return None
    found: dict[str, FoundTold] = {}
    for entry in told["entries"]:
        each = _found(entry, url)
        if each is not None:
            found.setdefault(each.digest, each)
    return FeedTold(line_of(told["title"], LONGEST_TITLE), language_of(told["language"]), tuple(found.values()))


def _found(entry: dict[str, Any], url: str) -> FoundTold | None:
    title, words = line_of(entry["title"], LONGEST_TITLE), text_of(entry["words"], LONGEST_WORDS)
    address = address_of(entry["address"], url) if entry["address"] else ""
    title = title or line_of(words, 80)
    name = entry["name"] or address
    if not title or not name:
        return None
    return FoundTold(
        digest=sha256(name.encode("utf-8", "replace")).hexdigest(),
        title=title,
        words=words,
        address=address,
        picture=address_of(entry["picture"], url) if entry["picture"] else "",
        told_at=_moment(entry["told"]),
    )


def _moment(seconds: int | None) -> datetime | None:
    """A day that cannot be (before the web, or still to come) is as good as none."""
    if seconds is None:
        return None
    try:
        moment = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if _EARLIEST < moment <= clock.now() + _CLOCKS_DIFFER else None
