"""One post as Bluesky keeps it: the words, which parts of them are links, the card below, and a key made of the time."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import regex

from advocacy.networks.accounts.account import Card, Draft
from advocacy.networks.catalogue.written_addresses import ADDRESS, has_link

COLLECTION = "app.bsky.feed.post"
_TAG = regex.compile(r"(?<!\S)[#＃](?=[\p{L}\p{M}\p{N}_]*[\p{L}_])(?P<tag>[\p{L}\p{M}\p{N}_]{1,64})(?![\p{L}\p{M}\p{N}_])")
_LETTERS = "234567abcdefghijklmnopqrstuvwxyz"
_KEY_LENGTH, _CLOCK_BITS = 13, 10


def key_at(moment: datetime) -> str:
    """A key for a record (TID): microseconds and ten bits of chance, written so that later keys sort later."""
    number = (int(moment.timestamp() * 1_000_000) << _CLOCK_BITS) | secrets.randbits(_CLOCK_BITS)
    return "".join(_LETTERS[number >> 5 * place & 31] for place in reversed(range(_KEY_LENGTH)))


def record_of(draft: Draft, thumb: dict[str, Any] | None, moment: datetime) -> dict[str, Any]:
    """The record of one message; ``thumb`` is what the server answered when the picture was brought."""
    record: dict[str, Any] = {
        "$type": COLLECTION,
        "text": draft.words,
        "createdAt": moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z",
        "langs": [draft.language],
    }
    facets = list(facets_of(draft.words))
    if facets:
        record["facets"] = facets
    if draft.card.link:
        record["embed"] = {"$type": "app.bsky.embed.external", "external": _external(draft.card, thumb)}
    return record


def holds_link(record: dict[str, Any], link: str) -> bool:
    """Whether a message leads to this very link: by its card, by a link in its words, or in the words as they stand."""
    told = json.dumps(record.get("embed"), ensure_ascii=False) + json.dumps(record.get("facets"), ensure_ascii=False)
    return not link or json.dumps(link, ensure_ascii=False) in told or has_link(str(record.get("text", "")), link)


def facets_of(words: str) -> Iterator[dict[str, Any]]:
    """Which parts are links and hashtags. Places are counted in bytes of UTF-8, the end is not part of it."""
    for found in ADDRESS.finditer(words):
        yield _facet(words, found.start(), found.end(), {"$type": "app.bsky.richtext.facet#link", "uri": found[0]})
    for found in _TAG.finditer(words):
        yield _facet(words, found.start(), found.end(), {"$type": "app.bsky.richtext.facet#tag", "tag": found["tag"]})


def _facet(words: str, start: int, end: int, feature: dict[str, str]) -> dict[str, Any]:
    begins = len(words[:start].encode())
    return {"index": {"byteStart": begins, "byteEnd": begins + len(words[start:end].encode())}, "features": [feature]}


def _external(card: Card, thumb: dict[str, Any] | None) -> dict[str, Any]:
    """The card. Bluesky has no field for what a card's picture shows: the title and the description are what is read aloud."""
    external: dict[str, Any] = {"uri": card.link, "title": card.title, "description": card.description}
    return {**external, "thumb": thumb} if thumb else external
