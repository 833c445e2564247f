"""Words that wait to be posted: sealed wherever they are kept, so that a copy of the database tells nobody what somebody wrote."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from advocacy.foundation.pages import settings
from advocacy.foundation.sealing import BrokenSeal, seal, unseal

_PURPOSE = "sharing.words"
#: How long words are there for their writer to copy when they could not be posted.
KEPT_FOR_COPYING = timedelta(days=7)
LONGEST_WORDS = 20_000


@dataclass(frozen=True)
class WaitingWords:
    """What is to be posted, the link in it; and why it could not be, in each language, which may repeat the words."""

    words: str
    reason: dict[str, str] = field(default_factory=dict)


def sealed_words(words: str, reason: dict[str, str] | None = None) -> bytes:
    """The box that is kept."""
    return seal({"words": words, "reason": reason or {}}, secret=settings().secret_key, purpose=_PURPOSE)


def opened_words(box: bytes | None) -> WaitingWords | None:
    """What is in the box; None when it is empty, or was sealed with another secret than this installation has now."""
    if box is None:
        return None
    try:
        told = unseal(box, secret=settings().secret_key, purpose=_PURPOSE)
    except BrokenSeal:
        return None
    return WaitingWords(told["words"], told["reason"])
