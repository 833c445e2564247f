"""Keeps party politics out of the programme's stories (K-065): the names and words that the organisation itself has listed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import regex

from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.text import key_of
from advocacy.stories.checks.finding import Finding, Severity
from advocacy.stories.checks.passages import Passage

NAME = "politics"


def political_findings(passages: Sequence[Passage], phrases: Collection[str]) -> list[Finding]:
    """One finding for each listed phrase in each field. It asks a person to decide, for a mayor may well open a school."""
    listed = {key_of(phrase): phrase for phrase in phrases if phrase.strip()}
    if not listed:
        return []
    return [
        Finding(
            NAME,
            passage.field,
            Severity.LOOK,
            _("“%(phrase)s” is on your list of political words. Is the story about the work, and not about politics?", phrase=phrase),
        )
        for passage in passages
        for phrase in _phrases_in(passage, listed)
    ]


def _phrases_in(passage: Passage, listed: dict[str, str]) -> list[str]:
    """A phrase counts as words of its own, in any case, with an s of possession or without, and inside a hashtag."""
    spoken = key_of(passage.words)
    joined = key_of(" ".join(word for word in passage.words.split() if word.startswith("#")))
    return [phrase for key, phrase in listed.items() if _stands_in(key, spoken) or "#" + key.replace(" ", "") in joined.split()]


def _stands_in(key: str, spoken: str) -> bool:
    words = r"\s+".join(regex.escape(word) for word in key.split(" "))
    return regex.search(rf"(?<![\w])(?:{words})(?:['’]?s)?(?!\w)", spoken) is not None
