"""What a page says of itself, cleaned: title, words, picture, language, and where it really is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from advocacy.foundation.addresses import read_address
from advocacy.foundation.confinement import ConfinedFailed, confined
from advocacy.sources.reading.words import address_of, language_of, line_of

READER = Path(__file__).with_name("_page_reader.py")
LONGEST = 300
_CPU_SECONDS = 2
_KINDS = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True)
class PageTold:
    """Empty where the page does not say. ``picture`` and ``feed`` are whole addresses; ``language`` is one of ours."""

    address: str
    title: str = ""
    words: str = ""
    picture: str = ""
    language: str = ""
    site: str = ""
    feed: str = ""


def is_page(content_type: str) -> bool:
    """True for HTML; a PDF, a picture or a film has nothing to say here."""
    return content_type.partition(";")[0].strip().lower() in _KINDS


def read_page(body: bytes, content_type: str, url: str) -> PageTold | None:
    """The page that was found at ``url``, or None where it says nothing of use: no title, or a door that asks for a password."""
    try:
        facts = json.loads(confined(READER, body, content_type, cpu_seconds=_CPU_SECONDS))
    except (ConfinedFailed, ValueError, RecursionError):
        return None
    told = {name: str(value) for name, value in facts.items()}
    title = line_of(told["title"], LONGEST)
    if told["is_door"] or not title:
        return None
    return PageTold(
        address=_own_address(told["address"], url),
        title=title,
        words=line_of(told["words"], LONGEST),
        picture=address_of(told["picture"], url) if told["picture"] else "",
        language=language_of(told["language"]),
        site=line_of(told["site"], LONGEST),
        feed=address_of(told["feed"], url) if told["feed"] else "",
    )


def _own_address(claimed: str, url: str) -> str:
    """Where the page says it is, believed only within its own site: a page cannot send readers of a story elsewhere."""
    here = read_address(url)
    there = read_address(address_of(claimed, url)) if claimed else None
    if here is None or there is None or (there.scheme != here.scheme and there.scheme != "https"):
        return url
    return str(there) if there.host.removeprefix("www.") == here.host.removeprefix("www.") and there.port == here.port else url
