"""The rules of passing, of the shuffled order and of the days, tried on everything hypothesis can think of."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy.training.models import ScenarioOption
from advocacy.training.rules import (
    RENEWAL_DAYS,
    Result,
    Standing,
    in_shown_order,
    is_passed,
    needed_to_pass,
    renewable_from,
    standing_on,
    valid_until,
)

results = st.lists(st.builds(Result, st.booleans(), st.booleans()), max_size=40)
marks = st.integers(min_value=1, max_value=100)


@given(results, marks)
def test_passing_is_the_share_and_every_critical_one(asked: list[Result], mark: int) -> None:
    share = Fraction(sum(result.is_right for result in asked), len(asked)) if asked else Fraction(0)
    expected = bool(asked) and share >= Fraction(mark, 100) and not any(r.is_critical and not r.is_right for r in asked)
    assert is_passed(asked, mark) is expected


@given(results, marks)
def test_one_more_right_answer_never_takes_a_licence_away(asked: list[Result], mark: int) -> None:
    for place, result in enumerate(asked):
        better = [*asked[:place], Result(is_right=True, is_critical=result.is_critical), *asked[place + 1 :]]
        assert is_passed(better, mark) or not is_passed(asked, mark)


@given(results, marks)
def test_a_missed_critical_one_is_never_passed(asked: list[Result], mark: int) -> None:
    assert not is_passed([*asked, Result(is_right=False, is_critical=True)], mark)


@given(results, marks)
def test_the_order_of_the_answers_does_not_matter(asked: list[Result], mark: int) -> None:
    assert is_passed(asked, mark) is is_passed(list(reversed(asked)), mark)


@given(st.integers(min_value=1, max_value=200), marks)
def test_what_the_page_says_is_needed_is_exactly_what_passes(asked: int, mark: int) -> None:
    needed = needed_to_pass(asked, mark)

    def with_right(count: int) -> list[Result]:
        return [Result(n < count, is_critical=False) for n in range(asked)]

    assert is_passed(with_right(needed), mark)
    assert not is_passed(with_right(needed - 1), mark)


@pytest.mark.parametrize(
    ("right", "asked", "passed"), [(8, 10, True), (7, 10, False), (10, 12, True), (9, 12, False), (4, 5, True), (0, 0, False)]
)
def test_eighty_per_cent(right: int, asked: int, passed: bool) -> None:
    assert is_passed([Result(n < right, is_critical=False) for n in range(asked)], 80) is passed


@given(st.integers(min_value=2, max_value=8), st.text(max_size=20), st.text(max_size=20))
def test_a_shuffled_order_holds_every_option_once_and_is_always_the_same(count: int, attempt: str, scenario: str) -> None:
    options = [ScenarioOption(position=n) for n in range(count)]
    order = [option.position for option in in_shown_order(options, attempt, scenario)]
    assert sorted(order) == list(range(count))
    assert order == [option.position for option in in_shown_order(list(reversed(options)), attempt, scenario)]


def test_every_place_gets_every_option_about_as_often() -> None:
    options = [ScenarioOption(position=n) for n in range(4)]
    first = [in_shown_order(options, f"attempt {n}", "scenario")[0].position for n in range(2000)]
    assert all(400 < first.count(n) < 600 for n in range(4))


@given(st.dates(min_value=date(2020, 1, 1), max_value=date(2090, 1, 1)), st.integers(min_value=1, max_value=60))
def test_a_licence_ends_in_the_month_it_should(issued: date, months: int) -> None:
    last = valid_until(issued, months)
    assert (last.year * 12 + last.month) - (issued.year * 12 + issued.month) == months
    assert last.day == issued.day or (last + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("issued", "last"),
    [(date(2026, 11, 22), date(2027, 11, 22)), (date(2028, 2, 29), date(2029, 2, 28)), (date(2026, 12, 31), date(2027, 12, 31))],
)
def test_twelve_months(issued: date, last: date) -> None:
    assert valid_until(issued, 12) == last


def test_what_a_licence_says_from_day_to_day() -> None:
    last = date(2027, 11, 22)
    assert standing_on(last, None) is Standing.NONE
    assert standing_on(last - timedelta(days=RENEWAL_DAYS + 1), last) is Standing.VALID
    assert standing_on(renewable_from(last), last) is Standing.ENDING
    assert standing_on(last, last) is Standing.ENDING
    assert standing_on(last + timedelta(days=1), last) is Standing.EXPIRED
