"""Weeks of the rota: each is named by its Monday."""

from __future__ import annotations

from datetime import date, timedelta


def monday_of(day: date) -> date:
    """The Monday of the week a day lies in."""
    return day - timedelta(days=day.weekday())


def week_number(day: date) -> int:
    """The number people use for it in Denmark, which is the ISO one."""
    return day.isocalendar().week


def weeks_from(day: date, count: int) -> list[date]:
    """So many Mondays, beginning with the week a day lies in."""
    first = monday_of(day)
    return [first + timedelta(weeks=number) for number in range(count)]
