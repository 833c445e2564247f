"""The hours in which nobody's pocket buzzes: letters to employees leave by day."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from advocacy.foundation.clock import LOCAL_ZONE

QUIET_FROM, QUIET_UNTIL = time(18), time(7)


def by_day(moment: datetime) -> datetime:
    """The moment itself, or the next seven o'clock in Denmark when it falls in the evening or at night."""
    local = moment.astimezone(LOCAL_ZONE)
    if QUIET_UNTIL <= local.time() < QUIET_FROM:
        return moment
    morning = local.date() + timedelta(days=1 if local.time() >= QUIET_FROM else 0)
    return datetime.combine(morning, QUIET_UNTIL, tzinfo=LOCAL_ZONE).astimezone(moment.tzinfo)


def is_quiet(moment: datetime) -> bool:
    """True in the evening and at night."""
    return by_day(moment) != moment
