"""Finds what may be somebody's CPR number, so that it does not get out; attack row M24.

A CPR number is a day of birth (DDMMYY) and four more figures, of which the first tells the century. Until October 2007 the
ten figures, multiplied by 4 3 2 7 6 5 4 3 2 1, always came to a multiple of 11. Since then there are numbers that do not,
so a valid day is enough to ask. People who have no number yet get one with 60 added to the day: it is found when it is
written like a CPR number. And ten figures right after the word CPR are asked about, whatever they are.

How good it is, as tests/stories/test_checking_a_text.py measures it: of 1,000 made-up numbers in 18 ways of writing all are found;
of 7,000 days, times, telephones, case numbers, CVR and EAN numbers and amounts none is asked about; of any ten figures in a row
3.8 in a hundred are, because they begin with a day (365 of 10,000 beginnings are one).
Source: CPR-kontoret, "Personnummeret i CPR"; the table of centuries is its own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from enum import IntEnum

import regex

from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.stories.checks.finding import Finding, Severity
from advocacy.stories.checks.passages import Passage

NAME = "cpr"
WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_GAP = r"[ \t\u00a0\u2000-\u200a\u202f\u3000]"
_DASH = r"[-\u2010-\u2015\u2212]"
#: Between the day and the four figures: nothing, a space, or a dash with or without spaces.
_MIDDLE = rf"(?P<middle>{_GAP}{{0,2}}{_DASH}{_GAP}{{0,2}}|{_GAP}{{1,2}}|\n)"
_LAST = rf"(?P<last>\d\d{_GAP}?\d\d)"
_NO_FIGURE_BEFORE = r"(?<!\d)(?<!\d[.,/])"
_NO_FIGURE_AFTER = r"(?!\d)(?![.,]\d)"
#: Ten figures together, or with something in the middle.
_TOGETHER = regex.compile(rf"{_NO_FIGURE_BEFORE}(?P<first>\d{{6}}){_MIDDLE}?{_LAST}{_NO_FIGURE_AFTER}")
#: The day written with something between its parts, the same each time; then the middle must not be empty.
_APART = regex.compile(rf"{_NO_FIGURE_BEFORE}(?P<first>\d\d(?P<gap>{_GAP}|{_DASH}|[./])\d\d(?P=gap)\d\d){_MIDDLE}{_LAST}{_NO_FIGURE_AFTER}")
_NAMED = regex.compile(rf"\b(?:cpr|personn(?:umme)?r)\b[^\d\n]{{0,20}}(?:\d(?:{_GAP}|{_DASH})?){{9}}\d(?!\d)", regex.IGNORECASE)


def cpr_findings(passages: Sequence[Passage]) -> list[Finding]:
    """One finding for each field in which there is such a number; how many there are is nobody's business but the writer's."""
    found = [(passage.field, max(likeness_of(passage.text), likeness_of(passage.words))) for passage in passages]
    return [Finding(NAME, field, Severity.STOP, _SENTENCES[likeness]) for field, likeness in found if likeness is not Likeness.NONE]


class Likeness(IntEnum):
    """How much something in a text looks like a CPR number."""

    NONE = 0
    #: Ten figures in a row that begin with a day: it may be an account or an order as well.
    SOME = 1
    #: Written as CPR numbers are, named as one, or with the check figure.
    MUCH = 2


_SENTENCES = {
    Likeness.SOME: _("Ten figures here may be a CPR number. Take them out. If they are something else, say on the story's page what."),
    Likeness.MUCH: _("This looks like a CPR number. Take it out. If it is something else, say on the story's page what it is."),
}


def likeness_of(text: str) -> Likeness:
    """How much the figures of a text look like a CPR number; see the top of this file."""
    text = _with_plain_figures(text)
    if _NAMED.search(text) is not None:
        return Likeness.MUCH
    return max((_likeness(*each) for each in _candidates(text)), default=Likeness.NONE)


def holds_cpr_number(text: str) -> bool:
    """True when somebody must be asked."""
    return likeness_of(text) is not Likeness.NONE


def passes_modulus(figures: str) -> bool:
    """The check that every number given before October 2007 passes."""
    return sum(int(figure) * weight for figure, weight in zip(figures, WEIGHTS, strict=True)) % 11 == 0


def _candidates(text: str) -> Iterator[tuple[str, bool]]:
    """Ten figures, and whether they are written as CPR numbers are, with something between the sixth and the seventh."""
    for pattern in (_TOGETHER, _APART):
        for match in pattern.finditer(text, overlapped=True):
            figures = "".join(letter for letter in match["first"] + match["last"] if letter.isdigit())
            yield figures, bool(match["middle"])


def _likeness(figures: str, is_parted: bool) -> Likeness:
    if _day_of(figures, extra=60 if is_parted and figures[0] >= "6" else 0) is None:
        return Likeness.NONE
    return Likeness.MUCH if is_parted or passes_modulus(figures) else Likeness.SOME


def _day_of(figures: str, *, extra: int) -> date | None:
    day, month, year = int(figures[:2]) - extra, int(figures[2:4]), int(figures[4:6])
    try:
        return date(_century(int(figures[6]), year) + year, month, day)
    except ValueError:
        return None


def _century(seventh: int, year: int) -> int:
    """CPR-kontoret's table: the seventh figure and the year tell the century."""
    if seventh <= 3:
        return 1900
    if seventh in (4, 9):
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800


def _with_plain_figures(text: str) -> str:
    """Full-width figures and other alphabets' become 0-9; a soft hyphen or a joiner between two figures disappears."""
    shown = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    return "".join(str(unicodedata.decimal(letter)) if unicodedata.decimal(letter, None) is not None else letter for letter in shown)
