"""A program of its own: reads an RSS or Atom feed from its standard input and writes its newest two hundred entries, as JSON.

It is run in confinement (foundation.confinement): entity bombs and endless feeds end there. Links are not cleaned by the library
it stands on, and nothing it writes is believed: whoever called it cleans every word and every address.
"""

from __future__ import annotations

import calendar
import io
import json
import sys
from typing import Any

import feedparser

MOST_ENTRIES = 200
LONGEST_WORDS = 20_000
LONGEST_LINE = 4000


def main() -> None:
    """One feed in, its entries out. The bytes are handed over as a stream: a name would be opened as a file or an address."""
    headers = {"content-type": sys.argv[1], "content-location": sys.argv[2]}
    told = feedparser.parse(io.BytesIO(sys.stdin.buffer.read()), response_headers=headers)
    entries = [_entry(each) for each in told.entries[:MOST_ENTRIES]]
    answer = {
        "is_feed": bool(told.version),
        "title": _line(told.feed, "title"),
        "language": _line(told.feed, "language"),
        "entries": entries,
    }
    json.dump(answer, sys.stdout)


def _entry(entry: Any) -> dict[str, Any]:
    return {
        "name": _line(entry, "id"),
        "title": _line(entry, "title"),
        "words": str(entry.get("summary") or _inside(entry))[:LONGEST_WORDS],
        "address": _line(entry, "link"),
        "picture": _picture(entry)[:LONGEST_LINE],
        "told": _moment(entry),
    }


def _line(thing: Any, name: str) -> str:
    return str(thing.get(name) or "")[:LONGEST_LINE]


def _inside(entry: Any) -> str:
    return next((str(each.get("value") or "") for each in entry.get("content") or []), "")


def _picture(entry: Any) -> str:
    offered = [*(entry.get("media_content") or []), *(entry.get("enclosures") or [])]
    pictures = [each for each in offered if str(each.get("type") or "").startswith("image/") or each.get("medium") == "image"]
    for each in [*pictures, *(entry.get("media_thumbnail") or [])]:
        address = each.get("url") or each.get("href")
        if address:
            return str(address)
    return ""


def _moment(entry: Any) -> int | None:
    """Seconds since 1970 in UTC, where the entry has a day that can be read."""
    told = entry.get("published_parsed") or entry.get("updated_parsed")
    try:
        return calendar.timegm(told) if told else None
    except (ValueError, OverflowError, TypeError):
        return None


if __name__ == "__main__":
    main()
