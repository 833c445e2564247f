"""Headings are how somebody who cannot see the page finds their way in it, so none may be skipped or empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from markdown_it import MarkdownIt

from advocacy.foundation.i18n import LazyString
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.stories.checks.finding import Finding, Severity
from advocacy.stories.checks.passages import MARKDOWN, Passage

NAME = "headings"


def heading_findings(passages: Sequence[Passage]) -> list[Finding]:
    """At most one finding of each sort for each language."""
    return [
        Finding(NAME, passage.field, Severity.NOTE, sentence)
        for passage in passages
        if passage.part == MARKDOWN
        for sentence in _faults(_headings(passage.text), passage.text)
    ]


def _headings(markdown: str) -> list[tuple[int, str]]:
    """Level and words of every heading. One # and two are the same here: the page's own title is the first level."""
    tokens = MarkdownIt("commonmark", {"html": False}).parse(markdown)
    return [
        (max(2, int(token.tag[1])), tokens[place + 1].content.strip()) for place, token in enumerate(tokens) if token.type == "heading_open"
    ]


def _faults(headings: list[tuple[int, str]], markdown: str) -> Iterator[LazyString]:
    levels = [1, *(level for level, _words in headings)]
    if any(following > before + 1 for before, following in pairwise(levels)):
        yield _("A level of headings is skipped. Begin with ##, and go one level down at a time.")
    if any(not words for _level, words in headings):
        yield _("A heading is empty. Write something in it, or take it out.")
    if any(_is_bold_line(line) for line in markdown.splitlines()):
        yield _("A line in bold stands for a heading. Write ## before it instead, and it can be found by everybody.")


def _is_bold_line(line: str) -> bool:
    line = line.strip()
    return len(line) > 4 and line.startswith("**") and line.endswith("**") and "**" not in line[2:-2] and not line.endswith((".**", "!**"))
