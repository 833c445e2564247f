"""A hashtag of several words is read aloud as words only when each begins with a capital: #ViErBredfjord."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.organisation.models import Organisation
from advocacy.stories.checks.finding import Finding, Severity
from advocacy.stories.checks.passages import ADDRESS, Passage

NAME = "hashtags"
#: A single word, also a Danish compound, is seldom longer; from here on several words are likely.
LONGEST_WORD = 14
_HASHTAG = regex.compile(r"(?<![\w&/#])#(\p{L}[\p{L}\p{N}_]*)")


def hashtag_findings(passages: Sequence[Passage], organisation: Organisation) -> list[Finding]:
    """One finding for each field, with the hashtags that are hard to listen to."""
    found = [(passage.field, _hard(passage.text, organisation)) for passage in passages if passage.part != ADDRESS]
    return [
        Finding(
            NAME,
            field,
            Severity.NOTE,
            _("Begin each word in a hashtag with a capital, so that it can be read aloud: %(tags)s", tags=", ".join(tags)),
        )
        for field, tags in found
        if tags
    ]


def _hard(text: str, organisation: Organisation) -> list[str]:
    return list(dict.fromkeys(f"#{tag}" for tag in _HASHTAG.findall(text) if _is_hard(tag, organisation)))


def _is_hard(tag: str, organisation: Organisation) -> bool:
    letters = tag.replace("_", "")
    has_parts = "_" in tag or any(letter.isupper() for letter in letters[1:])
    if letters.isupper():
        return len(letters) > LONGEST_WORD
    if has_parts:
        return False
    own = "".join(organisation.short_name.split()).lower()
    return len(letters) > LONGEST_WORD or bool(own and own in letters.lower() and len(letters) > len(own))
