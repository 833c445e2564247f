"""Days on which people in Denmark are at work, for promises such as "you have an answer within five working days".

Nothing here asks what day it is: the days are arguments, so that a promise can be told of any day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

#: The last year in which store bededag was a public holiday: lov nr. 214 af 06/03/2023 took it away from 1 January 2024.
LAST_GREAT_PRAYER_DAY = 2023
#: Days counted from Easter Sunday: Maundy Thursday, Good Friday, Easter Sunday and Monday, Ascension, Whit Sunday and Monday.
_AROUND_EASTER = (-3, -2, 0, 1, 39, 49, 50)
_GREAT_PRAYER = 26
#: Month and day: New Year's Day, Christmas Day and the day after it.
_FIXED = ((1, 1), (12, 25), (12, 26))
_SATURDAY = 5


@dataclass(frozen=True)
class Promise:
    """How a promise of so many working days stands on a given day."""

    due_on: date
    #: Working days that are still to come, the last one among them; 0 on the last day and afterwards.
    days_left: int
    is_overdue: bool


def easter_sunday(year: int) -> date:
    """Easter by the Gregorian calendar (the Meeus/Jones/Butcher algorithm; Jean Meeus, Astronomical Algorithms, chapter 8)."""
    golden = year % 19
    century, in_century = divmod(year, 100)
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (in_century // 4) - moon - in_century % 4) % 7
    correction = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=64)
def holidays(year: int) -> frozenset[date]:
    """The public holidays of the Danish national church, which the law on shops (lukkeloven) calls helligdage.

    Constitution Day (5 June), Christmas Eve and New Year's Eve are none of them, though many have the day off.
    """
    easter = easter_sunday(year)
    days = {easter + timedelta(days=offset) for offset in _AROUND_EASTER} | {date(year, month, day) for month, day in _FIXED}
    if year <= LAST_GREAT_PRAYER_DAY:
        days.add(easter + timedelta(days=_GREAT_PRAYER))
    return frozenset(days)


def is_working_day(day: date) -> bool:
    """Monday to Friday, and no public holiday."""
    return day.weekday() < _SATURDAY and day not in holidays(day.year)


def add_working_days(day: date, count: int) -> date:
    """The day that is so many working days after this one. The day itself never counts; 0 is the day itself."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def working_days_between(first: date, last: date) -> int:
    """How many working days come after the first day, up to and with the last; 0 when the last is not later."""
    return sum(is_working_day(first + timedelta(days=number)) for number in range(1, (last - first).days + 1))


def promise_on(due_on: date, today: date) -> Promise:
    """A promise as it stands today. It is kept until the last day is over, and overdue from the day after."""
    return Promise(due_on, working_days_between(today, due_on), today > due_on)
