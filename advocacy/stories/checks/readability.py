"""How hard a text is to read, by LIX: words for each sentence, and how many of a hundred words are long.

LIX = words / sentences + 100 * words of more than six letters / words (C.H. Björnsson, "Läsbarhet", 1968). Below 25 is for
children, 35 is an easy paper, 45 a daily one, 55 a law. A heading or a line of a list counts as a sentence of its own.
The same measure is used for English, where words are a little shorter; there it is kinder.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex
from markdown_it import MarkdownIt

from advocacy.foundation.i18n import LazyString
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.text import plain
from advocacy.stories.checks.finding import Finding, Severity
from advocacy.stories.checks.passages import MARKDOWN, Passage

NAME = "readability"
TARGET, HARD = 35, 45
#: A few words have no measure.
FEWEST_WORDS = 40
LONG_WORD = 7
_WORD = regex.compile(r"\p{L}[\p{L}\p{N}’'-]*|\p{N}+(?:[.,:]\p{N}+)*")
#: The end of a sentence is followed by a capital or by nothing: a point in "kl. 14" or "bl.a." ends none.
_END = regex.compile(r"[.!?…:]+[\"'”»)]*(?:\s+(?=[\"'“”»«(]*\p{Lu})|$)")


def readability_findings(passages: Sequence[Passage]) -> list[Finding]:
    """A sentence of advice where a text is hard, a smaller one where it could be easier."""
    measured = [(passage.field, lix_of(passage.text)) for passage in passages if passage.part == MARKDOWN]
    return [Finding(NAME, field, *_advice(lix)) for field, lix in measured if lix is not None and lix > TARGET]


def _advice(lix: int) -> tuple[Severity, LazyString]:
    if lix > HARD:
        return Severity.LOOK, _(
            "The text is hard to read: LIX is %(lix)d, and at most %(target)d is good. Shorter sentences help most.", lix=lix, target=TARGET
        )
    return Severity.NOTE, _("LIX is %(lix)d; at most %(target)d is good. Would a long sentence become two?", lix=lix, target=TARGET)


def lix_of(markdown: str) -> int | None:
    """The measure of a Markdown text, or None for one that is too short to have any."""
    lines = _lines(markdown)
    words = [word for line in lines for word in _WORD.findall(line)]
    if len(words) < FEWEST_WORDS:
        return None
    sentences = sum(1 for line in lines for sentence in _END.split(line) if _WORD.search(sentence))
    long_words = sum(len(regex.sub(r"[’'-]", "", word)) >= LONG_WORD for word in words)
    return round(len(words) / sentences + 100 * long_words / len(words))


def _lines(markdown: str) -> list[str]:
    """Each paragraph, heading and line of a list, without marks."""
    tokens = MarkdownIt("commonmark", {"html": False}).parse(markdown)
    lines = [plain(token.content) for token in tokens if token.type == "inline"]
    return [line for line in lines if _WORD.search(line)]
