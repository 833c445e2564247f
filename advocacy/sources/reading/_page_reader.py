"""A program of its own: reads a web page from its standard input and writes what the page says of itself, as JSON.

It is run in confinement (foundation.confinement): a page of half a million tags inside each other keeps any parser busy for minutes.
So it knows nothing of ours, and nothing it writes is believed: whoever called it cleans every word.
"""

from __future__ import annotations

import codecs
import json
import re
import sys
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

LONGEST_VALUE = 4000
MOST_LINKED_DATA = 10
LONGEST_LINKED_DATA = 200_000
_BEGINNINGS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
#: Writings a page may name. UTF-7 and the like are ways to hide marks from whoever looks, so a page in one is read as UTF-8.
_WRITINGS = {"utf-8", "utf8", "iso-8859-1", "iso8859-1", "latin-1", "latin1", "windows-1252", "cp1252", "us-ascii", "iso-8859-15"}
_NAMED = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)

Facts = dict[str, str]


def main() -> None:
    """One page in, its facts out."""
    told = sys.argv[1] if len(sys.argv) > 1 else ""
    json.dump(facts_of(written(sys.stdin.buffer.read(), told)), sys.stdout)


def written(body: bytes, content_type: str) -> str:
    """The page as text, in the writing that its first bytes, its header or itself names."""
    for beginning, writing in _BEGINNINGS:
        if body.startswith(beginning):
            return body.decode(writing, "replace")
    named = _NAMED.search(content_type.encode()) or _NAMED.search(body[:2048])
    writing = named[1].decode("ascii", "replace").lower() if named else "utf-8"
    if writing not in _WRITINGS:
        writing = "utf-8"
    try:
        return body.decode(writing)
    except UnicodeDecodeError:
        return body.decode("windows-1252" if named is None else writing, "replace")


def facts_of(html: str) -> Facts:
    """Title, words, picture, language and addresses, each from the first place that names it."""
    page = LexborHTMLParser(html.replace("\x00", ""))
    said, linked = _metas(page), _linked_data(page)
    links = [(_low(node.attributes.get("rel")), node.attributes) for node in page.css("link")]
    return {
        "title": _first(said, "og:title", "twitter:title") or linked.get("title", "") or _text(page, "title") or _text(page, "h1"),
        "words": _first(said, "og:description", "twitter:description") or linked.get("words", "") or _first(said, "description"),
        "picture": _first(said, "og:image:secure_url", "og:image", "twitter:image", "twitter:image:src")
        or linked.get("picture", "")
        or _link(links, "image_src"),
        "language": _language(page) or _first(said, "og:locale") or linked.get("language", ""),
        "site": _first(said, "og:site_name", "application-name"),
        "address": _link(links, "canonical") or _first(said, "og:url"),
        "feed": _feed(links),
        # A page that asks for a password and says nothing of itself is a door, not a page to tell of.
        "is_door": "yes" if page.css_first("input[type=password]") and not _first(said, "og:title", "twitter:title") else "",
    }


def _metas(page: LexborHTMLParser) -> Facts:
    said: Facts = {}
    for node in page.css("meta"):
        name = _low(node.attributes.get("property") or node.attributes.get("name"))
        if name and name not in said:
            said[name] = (node.attributes.get("content") or "")[:LONGEST_VALUE]
    return said


def _first(said: Facts, *names: str) -> str:
    return next((said[name] for name in names if said.get(name, "").strip()), "")


def _low(word: str | None) -> str:
    return (word or "").strip().lower()


def _text(page: LexborHTMLParser, selector: str) -> str:
    node = page.css_first(selector)
    return node.text(deep=True, separator=" ")[:LONGEST_VALUE] if node else ""


def _language(page: LexborHTMLParser) -> str:
    node = page.css_first("html")
    return (node.attributes.get("lang") or node.attributes.get("xml:lang") or "") if node else ""


def _link(links: list[tuple[str, dict[str, str | None]]], rel: str) -> str:
    return next(((named.get("href") or "")[:LONGEST_VALUE] for found, named in links if rel in found.split()), "")


def _feed(links: list[tuple[str, dict[str, str | None]]]) -> str:
    kinds = {"application/rss+xml", "application/atom+xml"}
    offered = (named for found, named in links if "alternate" in found.split() and _low(named.get("type")) in kinds)
    return next(((named.get("href") or "")[:LONGEST_VALUE] for named in offered), "")


def _linked_data(page: LexborHTMLParser) -> Facts:
    """What the page says in JSON-LD, from the first thing in it that has a headline."""
    for node in page.css('script[type="application/ld+json"]')[:MOST_LINKED_DATA]:
        try:
            things = list(_things(json.loads(node.text(deep=True)[:LONGEST_LINKED_DATA])))
        except (ValueError, RecursionError):
            continue
        thing = next((each for each in things if isinstance(each.get("headline"), str)), None)
        if thing is not None:
            told = {"title": thing["headline"], "words": thing.get("description"), "picture": _picture(thing.get("image"))}
            told["language"] = thing.get("inLanguage")
            return {name: value[:LONGEST_VALUE] for name, value in told.items() if isinstance(value, str)}
    return {}


def _things(data: Any) -> Iterator[dict[str, Any]]:
    for each in data if isinstance(data, list) else [data]:
        if isinstance(each, dict):
            yield each
            graph = each.get("@graph")
            yield from (inner for inner in graph if isinstance(inner, dict)) if isinstance(graph, list) else ()


def _picture(told: Any) -> str | None:
    if isinstance(told, list):
        told = told[0] if told else None
    if isinstance(told, dict):
        told = told.get("url")
    return told if isinstance(told, str) else None


if __name__ == "__main__":
    main()
