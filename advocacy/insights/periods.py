"""The periods one may ask about: fixed ones only, because free ones can be subtracted from each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from babel.dates import format_date

from advocacy.foundation import clock
from advocacy.foundation.errors import Missing
from advocacy.foundation.i18n import current_locale
from advocacy.foundation.i18n import gettext as _

ROLLING_DAYS = {"30-days": 30, "90-days": 90}
LAUNCH = "since-launch"


@dataclass(frozen=True)
class Period:
    """From a moment until, and not including, another."""

    key: str
    start: datetime
    end: datetime

    @property
    def is_month(self) -> bool:
        """A closed calendar month: the only kind a table of units is shown for."""
        return self.key[:1].isdigit() and self.key not in ROLLING_DAYS

    @property
    def label(self) -> str:
        """How people call it."""
        if self.key == LAUNCH:
            return _("Since the launch")
        if self.key in ROLLING_DAYS:
            return _("The last %(days)s days", days=ROLLING_DAYS[self.key])
        return format_date(clock.local_day(self.start), "LLLL y", current_locale()).capitalize()


def closed_months(since: datetime, now: datetime) -> list[Period]:
    """The calendar months that have ended since a launch, newest first; the month of the launch counts."""
    months: list[Period] = []
    first = clock.local_day(now).replace(day=1)
    while clock.start_of_day(first) > since:
        before = (first - timedelta(days=1)).replace(day=1)
        months.append(Period(before.strftime("%Y-%m"), clock.start_of_day(before), clock.start_of_day(first)))
        first = before
    return months


def periods_for(since: datetime, now: datetime) -> list[Period]:
    """What can be chosen: the last 30 and 90 days, since the launch, and each closed month."""
    rolling = [Period(key, now - timedelta(days=days), now) for key, days in ROLLING_DAYS.items()]
    return [*rolling, Period(LAUNCH, since, now), *closed_months(since, now)]


def get_period(key: str | None, since: datetime, now: datetime) -> Period:
    """The period of this name, the last 30 days when none is named; raises Missing for one that cannot be chosen."""
    choices = periods_for(since, now)
    if not key:
        return choices[0]
    found = next((period for period in choices if period.key == key), None)
    if found is None:
        raise Missing
    return found


def weeks_since(since: datetime, now: datetime) -> list[date]:
    """The Mondays of the weeks that have ended since a launch, oldest first."""
    monday = clock.local_day(since) - timedelta(days=clock.local_day(since).weekday())
    weeks = []
    while monday + timedelta(days=7) <= clock.local_day(now):
        weeks.append(monday)
        monday += timedelta(days=7)
    return weeks
