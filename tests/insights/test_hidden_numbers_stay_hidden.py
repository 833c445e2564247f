"""An attacker with paper and pencil, the published table and the published rule gets no hidden number back."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacy.insights.suppression import FEWEST, FEWEST_HIDDEN_TOGETHER, Count, held_back, hidden_rows

PEOPLE = st.integers(0, 40)
WHOLES = st.lists(st.integers(0, 60), min_size=1, max_size=9).flatmap(
    lambda wholes: st.tuples(*[st.integers(0, whole).map(lambda value, whole=whole: Count(value, whole)) for whole in wholes])
)


def shown(column: tuple[Count, ...]) -> list[int | None]:
    hidden = hidden_rows(column)
    return [None if row in hidden else count.value for row, count in enumerate(column)]


@given(st.lists(PEOPLE.map(Count), max_size=12))
def test_a_number_below_five_is_never_shown(column: list[Count]) -> None:
    """Attack row H01."""
    assert all(value is None or value >= FEWEST for value in shown(tuple(column)))


@given(WHOLES)
def test_nor_one_from_which_fewer_than_five_are_missing(column: tuple[Count, ...]) -> None:
    """Attack row H07: "12 of 12" names those who did, and "11 of 12" the one who did not."""
    for count, value in zip(column, shown(column), strict=True):
        assert value is None or (count.missing or 0) >= FEWEST


@given(st.lists(PEOPLE.map(Count), min_size=1, max_size=12))
def test_subtracting_from_the_total_gives_back_nobody(column: list[Count]) -> None:
    """Attack row H02: what is hidden adds up to nine or more over two or more units, or to the whole column."""
    hidden = hidden_rows(column)
    together = sum(column[row].value for row in hidden)
    assert not hidden or len(hidden) == len(column) or (len(hidden) >= 2 and together >= FEWEST_HIDDEN_TOGETHER)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.lists(st.integers(0, 9), min_size=2, max_size=5))
def test_whoever_knows_the_rule_and_tries_every_filling_is_left_with_several_for_each(values: list[int]) -> None:
    """Every way to fill the hidden cells that gives this very picture: no hidden number is the same in all of them.

    The total is known where the column is not hidden whole; then nothing of it is published, the total neither.
    """
    column = [Count(value) for value in values]
    hidden = sorted(hidden_rows(column))
    if not hidden or len(hidden) == len(column) or sum(values) < FEWEST:
        return
    together, picture = sum(values[row] for row in hidden), shown(tuple(column))
    fillings = []
    for guess in product(range(together + 1), repeat=len(hidden) - 1):
        last = together - sum(guess)
        if last < 0:
            continue
        filled = list(values)
        for row, value in zip(hidden, (*guess, last), strict=True):
            filled[row] = value
        if shown(tuple(Count(value) for value in filled)) == picture:
            fillings.append(filled)
    for row in hidden:
        assert len({filled[row] for filled in fillings}) > 1, f"{values}: {picture} gives back row {row}"


def test_the_first_in_order_goes_with_a_lonely_hidden_one() -> None:
    assert shown((Count(3), Count(20), Count(7), Count(12))) == [None, None, 7, 12]
    assert hidden_rows((Count(3), Count(20), Count(7), Count(12)), [2, 0, 3, 1]) == {0, 2}


def test_a_column_that_cannot_be_told_safely_is_not_told_at_all() -> None:
    assert shown((Count(3), Count(2))) == [None, None]
    assert shown((Count(4),)) == [None]


@pytest.mark.parametrize(
    ("history", "wanted"), [([12], 12), ([12, 13, 14, 16], 12), ([12, 17], 17), ([12, 16, 17, 18], 17), ([20, 15, 14], 15), ([0, 3, 5], 5)]
)
def test_small_changes_wait_until_they_are_five(history: list[int], wanted: int) -> None:
    """Attack row H04: nobody is told apart by looking before and after."""
    assert held_back(history) == wanted


@given(st.lists(PEOPLE, min_size=2, max_size=24))
def test_from_one_month_to_the_next_a_number_stands_or_moves_by_five(history: list[int]) -> None:
    told = [held_back(history[: n + 1]) for n in range(len(history))]
    assert all(one == other or abs(one - other) >= FEWEST for one, other in pairwise(told))
