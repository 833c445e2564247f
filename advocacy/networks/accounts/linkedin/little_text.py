"""LinkedIn's own way of writing a text ("little text format"): an unescaped sign cuts the text off without a word."""

from __future__ import annotations

import regex

#: Source: learn.microsoft.com/linkedin/marketing/community-management/shares/little-text-format.
_RESERVED = regex.compile(r"[\\|{}@\[\]()<>#*_~]")
_TAG = regex.compile(r"(?<!\S)[#＃](?P<tag>[\p{L}\p{M}\p{N}]*[\p{L}][\p{L}\p{M}\p{N}]*)(?![\p{L}\p{M}\p{N}_])")


def little_text(words: str) -> str:
    """The words as LinkedIn shows them again: every reserved sign escaped, and hashtags as hashtags."""
    parts, position = [], 0
    for found in _TAG.finditer(words):
        parts += [_escaped(words[position : found.start()]), f"{{hashtag|\\#|{found['tag']}}}"]
        position = found.end()
    return "".join([*parts, _escaped(words[position:])])


def _escaped(text: str) -> str:
    return _RESERVED.sub(r"\\\g<0>", text)
