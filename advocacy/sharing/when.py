"""When a planned share comes: this evening, tomorrow morning or a moment of one's own, all in Danish time and never in the past."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from advocacy.foundation import clock
from advocacy.foundation.danish_moments import moment_of
from advocacy.foundation.errors import InvalidInput
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.quiet_hours import by_day
from advocacy.sharing.models import PlanWay

#: A reminder comes before the quiet hours begin; a post may come when people read.
_EVENING = {PlanWay.REMIND: time(17, 30), PlanWay.POST: time(19, 30)}
_MORNING = time(7, 30)
#: Sooner than this nothing is planned, one would rather share now.
_LEAST_AHEAD = timedelta(minutes=2)
LONGEST_AHEAD = timedelta(days=90)


class When(StrEnum):
    """What a person may choose."""

    EVENING = "evening"
    MORNING = "morning"
    MOMENT = "moment"


def choices_at(now: datetime, way: PlanWay) -> dict[When, datetime]:
    """The moments that are offered by name at this hour; the evening is not, once it has come."""
    today = clock.local_day(now)
    evening = _at(today, _EVENING[way])
    offered = {When.MORNING: _at(today + timedelta(days=1), _MORNING)}
    return {When.EVENING: evening, **offered} if evening > now + _LEAST_AHEAD else offered


def chosen_moment(when: When, typed: datetime | None, way: PlanWay, now: datetime) -> datetime:
    """The moment a plan is due, to the minute. A reminder never comes in the quiet hours: it waits for the morning after.

    Raises InvalidInput with a sentence for the field.
    """
    moment = choices_at(now, way).get(when) if when is not When.MOMENT else typed
    if moment is None:
        why_not = _("Choose a day and a time.") if when is When.MOMENT else _("That moment has passed. Choose another.")
        raise InvalidInput({"moment": why_not})
    return checked_moment(moment, way, now)


def checked_moment(moment: datetime, way: PlanWay, now: datetime) -> datetime:
    """The same for a moment that was named; raises InvalidInput."""
    if moment < now + _LEAST_AHEAD:
        raise InvalidInput({"moment": _("Choose a moment that is still to come.")})
    if moment > now + LONGEST_AHEAD:
        raise InvalidInput({"moment": _("Choose a moment within the next ninety days.")})
    moment = moment.astimezone(UTC).replace(second=0, microsecond=0)
    return by_day(moment) if way is PlanWay.REMIND else moment


def _at(day: date, hour: time) -> datetime:
    return moment_of(datetime.combine(day, hour))
