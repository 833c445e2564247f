"""Working days in Denmark: Easter moves, store bededag is gone, and a promise counts the days people are at work."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy.foundation.clock import LOCAL_ZONE
from advocacy.foundation.quiet_hours import by_day, is_quiet
from advocacy.foundation.working_days import add_working_days, easter_sunday, holidays, is_working_day, promise_on, working_days_between

#: As printed in Danish almanacs.
EASTERS = [
    "2000-04-23",
    "2008-03-23",
    "2011-04-24",
    "2019-04-21",
    "2020-04-12",
    "2021-04-04",
    "2022-04-17",
    "2023-04-09",
    "2024-03-31",
    "2025-04-20",
    "2026-04-05",
    "2027-03-28",
    "2028-04-16",
    "2029-04-01",
    "2030-04-21",
    "2038-04-25",
    "2049-04-18",
]


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize("easter", EASTERS)
def test_easter_falls_where_the_almanac_says(easter: str) -> None:
    assert easter_sunday(day(easter).year) == day(easter)


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2023, ["01-01", "04-06", "04-07", "04-09", "04-10", "05-05", "05-18", "05-28", "05-29", "12-25", "12-26"]),
        (2024, ["01-01", "03-28", "03-29", "03-31", "04-01", "05-09", "05-19", "05-20", "12-25", "12-26"]),
        (2026, ["01-01", "04-02", "04-03", "04-05", "04-06", "05-14", "05-24", "05-25", "12-25", "12-26"]),
        (2027, ["01-01", "03-25", "03-26", "03-28", "03-29", "05-06", "05-16", "05-17", "12-25", "12-26"]),
    ],
)
def test_the_public_holidays_of_a_year(year: int, expected: list[str]) -> None:
    """Store bededag was the last in 2023; in 2024 the fourth Friday after Easter is a day like others."""
    assert sorted(holidays(year)) == [day(f"{year}-{each}") for each in expected]


def test_constitution_day_and_christmas_eve_are_days_at_work() -> None:
    assert is_working_day(day("2026-06-05"))
    assert is_working_day(day("2026-12-24"))
    assert is_working_day(day("2024-04-26")), "the former store bededag"
    assert not is_working_day(day("2023-05-05"))


@pytest.mark.parametrize(
    ("given_on", "due_on"),
    [
        ("2026-11-23", "2026-11-30"),  # Monday to Monday.
        ("2026-11-27", "2026-12-04"),  # Friday to Friday.
        ("2026-11-28", "2026-12-04"),  # What comes on a Saturday is counted from Monday.
        ("2026-11-29", "2026-12-04"),
        ("2026-03-27", "2026-04-08"),  # Easter takes three days.
        ("2026-12-21", "2026-12-29"),  # Christmas Day is a Friday, the day after a Saturday.
        ("2026-05-13", "2026-05-21"),  # Ascension.
        ("2023-05-04", "2023-05-12"),
        ("2024-04-25", "2024-05-02"),  # With store bededag, and without.
    ],
)
def test_five_working_days_after(given_on: str, due_on: str) -> None:
    assert add_working_days(day(given_on), 5) == day(due_on)
    assert working_days_between(day(given_on), day(due_on)) == 5


def test_a_promise_is_kept_until_its_last_day_is_over() -> None:
    due = day("2026-11-27")  # A Friday.
    assert [promise_on(due, day(f"2026-11-{number}")).days_left for number in range(20, 31)] == [5, 5, 5, 4, 3, 2, 1, 0, 0, 0, 0]
    assert not promise_on(due, due).is_overdue
    assert promise_on(due, day("2026-11-28")).is_overdue, "on the Saturday after"


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 30))
def test_adding_and_counting_agree(start: date, count: int) -> None:
    end = add_working_days(start, count)
    assert working_days_between(start, end) == count
    assert count == 0 or is_working_day(end)


@pytest.mark.parametrize(
    ("local", "expected"),
    [
        ("2026-11-24T07:00", "2026-11-24T07:00"),
        ("2026-11-24T18:00", "2026-11-25T07:00"),
        ("2026-11-25T06:59", "2026-11-25T07:00"),
        ("2026-03-28T22:00", "2026-03-29T07:00"),
        ("2026-10-24T22:00", "2026-10-25T07:00"),
    ],
)
def test_nobody_is_written_to_at_night(local: str, expected: str) -> None:
    """Also on the two nights on which the clock is changed."""
    moment = datetime.fromisoformat(local).replace(tzinfo=LOCAL_ZONE)
    assert by_day(moment) == datetime.fromisoformat(expected).replace(tzinfo=LOCAL_ZONE)
    assert is_quiet(moment) == (local != expected)
