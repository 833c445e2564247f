"""One thing the software has noticed in a story: where it is, how much it matters, and what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from advocacy.foundation.i18n import LazyString


class Severity(StrEnum):
    """``stop`` keeps a story from being reviewed until somebody answers, ``look`` asks for a decision, ``note`` is advice."""

    STOP = "stop"
    LOOK = "look"
    NOTE = "note"


@dataclass(frozen=True)
class Finding:
    """Says what was noticed in words; never repeats a number that was found."""

    #: The name of the check, which is the name of its file.
    check: str
    #: The field of the form in which it stands.
    field: str
    severity: Severity
    sentence: LazyString
