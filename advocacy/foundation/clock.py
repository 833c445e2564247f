"""The one clock: every moment in the application is asked of here."""

from __future__ import annotations

import time as system_time
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

#: Moments are stored in UTC and shown to people in this zone.
LOCAL_ZONE = ZoneInfo("Europe/Copenhagen")


def now() -> datetime:
    """The present moment, in UTC and with its zone."""
    return datetime.now(UTC)


def nanoseconds() -> int:
    """The present moment as nanoseconds since 1970, for names that must not come twice."""
    return system_time.time_ns()


def milliseconds() -> int:
    """The present moment as milliseconds since 1970, where making a datetime would take too long."""
    return system_time.time_ns() // 1_000_000


def today() -> date:
    """The day it is in Denmark."""
    return local_day(now())


def local_day(moment: datetime) -> date:
    """The Danish calendar day on which a moment falls."""
    return moment.astimezone(LOCAL_ZONE).date()


def start_of_day(day: date) -> datetime:
    """The moment a Danish day begins, in UTC; a day has 23, 24 or 25 hours."""
    return datetime.combine(day, time.min, tzinfo=LOCAL_ZONE).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    """The first moment that is no longer that Danish day, in UTC."""
    return start_of_day(day + timedelta(days=1))
