"""Which numbers about people may be shown, so that nobody can be picked out, neither directly nor by subtraction.

The rule, for one column of a table of units with a total (k = 5):

1. A number of people is hidden when it is below k, or when all but fewer than k of those it was counted from are in it
   ("12 of 12" tells as much about each as a list of names).
2. The hidden numbers of a column can be added up by whoever subtracts the shown ones from the total. So at least two are
   hidden, and together they hold at least 2k-1 people and lack at least 2k-1; where they do not, shown
   numbers are hidden as well, the smallest unit first, until they do or nothing is left to show.
3. A column whose total is hidden is hidden whole, and one that is hidden for a unit is hidden in that unit's own table.

Why 2k-1: with at least two hidden and one of them 5 or more, every value from 0 to 4 is still possible for each of the
others. Which shown number goes next is settled by something everybody may know (the size of the unit), never by the number
itself: hiding the smallest first would give it away to whoever knows the rule
(tests/insights/test_hidden_numbers_stay_hidden.py tries every filling of a table).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FEWEST = 5
FEWEST_HIDDEN_TOGETHER = 2 * FEWEST - 1


@dataclass(frozen=True)
class Count:
    """A number of people, and of how many it was counted (None when there is no such whole to be missing from)."""

    value: int
    out_of: int | None = None

    @property
    def missing(self) -> int | None:
        """How many of the whole are not in it."""
        return None if self.out_of is None else self.out_of - self.value

    @property
    def is_telling(self) -> bool:
        """True when it says too much about too few people (attack rows H01 and H07)."""
        return self.value < FEWEST or (self.missing is not None and self.missing < FEWEST)


def hidden_rows(column: Sequence[Count], order: Sequence[int] | None = None) -> frozenset[int]:
    """Which rows of one column, whose total is shown, must be hidden (attack row H02).

    ``order`` says which rows go first when more must be hidden; it may not depend on the numbers of this column.
    """
    hidden = {row for row, count in enumerate(column) if count.is_telling}
    if not hidden:
        return frozenset()
    shown = [row for row in (order or range(len(column))) if row not in hidden]
    while shown and not _is_enough(column, hidden):
        hidden.add(shown.pop(0))
    if not _is_enough(column, hidden):
        return frozenset(range(len(column)))
    return frozenset(hidden)


def _is_enough(column: Sequence[Count], hidden: set[int]) -> bool:
    """At least two rows with enough people in them, enough missing from them, and neither number at its brim."""
    values = [column[row].value for row in hidden]
    missing = [each for each in (column[row].missing for row in hidden) if each is not None]
    sums = [values] if len(missing) < len(values) else [values, missing]
    return len(hidden) >= 2 and all(sum(each) >= FEWEST_HIDDEN_TOGETHER and not _is_at_the_brim(each) for each in sums)


def _is_at_the_brim(numbers: Sequence[int]) -> bool:
    """All of them are as large as a hidden small number can be: their sum would say so."""
    return all(number == FEWEST - 1 for number in numbers)


def held_back(values: Sequence[int]) -> int:
    """A number as of the last month, in which changes of fewer than k people wait until there are k (attack row H04).

    ``values`` are the numbers at the end of each month, oldest first. What is shown moves only when it has moved by k.
    """
    shown = values[0]
    for value in values[1:]:
        if abs(value - shown) >= FEWEST:
            shown = value
    return shown
