"""Days and moments as people type them: both are Danish, and a moment may fall into the hour the clocks take away or give twice."""

from __future__ import annotations

from datetime import UTC, datetime

from wtforms import StringField
from wtforms.widgets import DateTimeLocalInput

from advocacy.foundation.clock import LOCAL_ZONE
from advocacy.foundation.i18n import lazy_gettext as _

_FORMAT = "%Y-%m-%dT%H:%M"


class NoSuchHour(ValueError):
    """In spring the clocks go from two to three, and nothing happens in between."""


def moment_of(typed: datetime) -> datetime:
    """The moment at which the clocks in Denmark show this, in UTC. Of an hour that comes twice it is the second one.

    What waits for a moment must not be seen too early; an hour too late is the smaller mistake. Raises NoSuchHour.
    """
    moment = typed.replace(tzinfo=LOCAL_ZONE, fold=1).astimezone(UTC)
    if moment.astimezone(LOCAL_ZONE).replace(tzinfo=None) != typed:
        raise NoSuchHour
    return moment


def typed_of(moment: datetime) -> str:
    """What the clocks in Denmark show at a moment, as a form's field wants it."""
    return moment.astimezone(LOCAL_ZONE).strftime(_FORMAT)


class DanishMoment(StringField):  # type: ignore[misc]
    """A day and a time of day in Denmark; ``data`` is the moment in UTC, or None."""

    widget = DateTimeLocalInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = (valuelist[0] if valuelist else "").strip()
        stored = self.object_data if isinstance(self.object_data, datetime) else None
        self.data: datetime | None = None
        if stored is not None and typed_of(stored) == typed[:16]:
            self.data = stored  # Untouched, so it stays the moment it was, also within an hour that comes twice.
        elif typed:
            self.data = self._moment(typed)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return typed_of(self.data) if isinstance(self.data, datetime) else ""

    def _moment(self, typed: str) -> datetime:
        try:
            return moment_of(datetime.strptime(typed[:16].replace(" ", "T"), _FORMAT))  # noqa: DTZ007 - the zone follows.
        except NoSuchHour as error:
            raise ValueError(_("That hour is left out: the clocks go forward from two to three that night. Choose another.")) from error
        except (ValueError, OverflowError) as error:
            raise ValueError(_("This is not a day and a time. Write it like 2027-03-01 10:00.")) from error
