"""What is done to words people type: one way to normalise, to compare, to render and to shorten them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from html import unescape

import nh3
import regex
from markdown_it import MarkdownIt
from markupsafe import Markup

#: Controls, bidirectional overrides, zero-width and tag characters: they hide what a text says (attack rows U03, M07).
_INVISIBLE = regex.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u00ad\\u061c\\u180e\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff\\U000e0000-\\U000e007f]"
)
_SPACES = regex.compile(r"\s+")
_TAGS = frozenset(
    {
        "p",
        "br",
        "h2",
        "h3",
        "h4",
        "ul",
        "ol",
        "li",
        "strong",
        "em",
        "a",
        "blockquote",
        "code",
        "pre",
        "hr",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }
)
_LINK_SCHEMES = frozenset({"http", "https", "mailto"})
_DEEPEST_NESTING = 12


def clean(text: str) -> str:
    """Text as it is stored: NFC, line ends as newline, invisible characters gone, no space at the ends.

    The joiner inside emoji families (U+200D) stays, because removing it would change what is seen.
    """
    seen = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", seen).strip()


def clean_line(text: str) -> str:
    """As ``clean``, on one line."""
    return _SPACES.sub(" ", clean(text))


def key_of(text: str) -> str:
    """The form in which two writings of one name are the same: NFKC, case folded, joiners gone (attack rows A05, U02)."""
    folded = unicodedata.normalize("NFKC", clean_line(text).replace("\u200d", "").replace("\u200c", "")).casefold()
    return clean_line(unicodedata.normalize("NFKC", folded))


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST_NESTING}).enable("table")


@lru_cache(maxsize=1024)
def rendered(markdown: str) -> Markup:
    """Safe HTML of a Markdown text; headings begin at h2, links are http, https or mailto and marked as foreign."""
    html = _markdown().render(markdown)
    html = html.replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    return Markup(  # noqa: S704 - the one place where HTML is trusted, after nh3 has cleaned it.
        nh3.clean(
            html,
            tags=set(_TAGS),
            attributes={"a": {"href"}},
            url_schemes=set(_LINK_SCHEMES),
            url_relative="deny",
            link_rel="noopener noreferrer nofollow ugc",
        )
    )


def plain(markdown: str) -> str:
    """The words of a Markdown text without its marks, on one line."""
    return clean_line(unescape(nh3.clean(_markdown().render(markdown), tags=set())))


def shortened(text: str, length: int) -> str:
    """At most ``length`` grapheme clusters, cut between words where possible, with an ellipsis (attack row U07)."""
    clusters = regex.findall(r"\X", text)
    if len(clusters) <= length:
        return text
    cut = "".join(clusters[: length - 1])
    if clusters[length - 1].isspace():
        return cut.rstrip(" ,.;:") + "…"
    head, space, _tail = cut.rpartition(" ")
    return (head if space and len(head) > length // 2 else cut).rstrip(" ,.;:") + "…"
