"""A link is often read on its own, so its words must say where it leads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from advocacy.foundation.i18n import LazyString
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.text import key_of
from advocacy.stories.addresses import links_in
from advocacy.stories.checks.finding import Finding, Severity
from advocacy.stories.checks.passages import MARKDOWN, Passage

NAME = "link_text"
_SAYS_NOTHING = frozenset(
    {
        *(
            "her",
            "klik",
            "klik her",
            "tryk her",
            "læs her",
            "læs mere",
            "læs mere her",
            "se her",
            "se mere",
            "mere",
            "link",
            "linket",
            "dette link",
        ),
        *(
            "here",
            "click",
            "click here",
            "press here",
            "read here",
            "read more",
            "see here",
            "see more",
            "more",
            "this",
            "this link",
            "the link",
        ),
    }
)
_BARE_ADDRESS = regex.compile(r"(?<![(\[<\w/])(?:https?://|www\.)[^\s<>()\[\]]+", regex.I)


def link_text_findings(passages: Sequence[Passage]) -> list[Finding]:
    """What links say in the story itself; on a network an address stands in the text as it is."""
    return [
        Finding(NAME, passage.field, Severity.NOTE, sentence)
        for passage in passages
        if passage.part == MARKDOWN
        for sentence in _faults(passage.text)
    ]


def _faults(markdown: str) -> Iterator[LazyString]:
    links = links_in(markdown)
    for words in sorted({words.strip() for words, _address in links if key_of(words).strip(" .:!»«>→") in _SAYS_NOTHING}):
        yield _("A link says “%(words)s”. Let its words say where it leads, for example the name of the page.", words=words)
    if any(not words.strip() for words, _address in links):
        yield _("A link has no words, so nobody can follow it.")
    if any(_is_address(words) for words, _address in links) or _BARE_ADDRESS.search(_without_links(markdown)):
        yield _("An address stands in the text. Write [what it is](the address), so that it reads well and can be followed.")


def _is_address(words: str) -> bool:
    return _BARE_ADDRESS.fullmatch(words.strip()) is not None


def _without_links(markdown: str) -> str:
    """The text without the addresses that belong to a link."""
    return regex.sub(r"\]\([^)]*\)|^\s*\[[^\]]+\]:.*$", "]", markdown, flags=regex.M)
