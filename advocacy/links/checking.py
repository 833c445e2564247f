"""Whether the totals that every page reads are what the single visits say: counted anew for the days whose visits are all kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.links.models import Visit, VisitTotal
from advocacy.links.services import KEPT


@dataclass(frozen=True)
class Difference:
    """A link, day, kind and network whose visits and total do not match."""

    day: date
    link_id: int
    kind: str
    network: str
    visits: int
    total: int


def days_to_check() -> list[date]:
    """The days from which no visit has been forgotten yet, today included."""
    today = clock.today()
    oldest = clock.local_day(clock.now() - KEPT) + timedelta(days=1)
    return [oldest + timedelta(days=number) for number in range((today - oldest).days + 1)]


def differences() -> list[Difference]:
    """Every total of those days that is not what its visits say, in both directions."""
    return [each for day in days_to_check() for each in _differences_of(day)]


def _differences_of(day: date) -> list[Difference]:
    of_day = Visit.at >= clock.start_of_day(day), Visit.at < clock.end_of_day(day)
    keys = Visit.link_id, Visit.kind, Visit.network
    visits = _counted(select(*keys, func.count()).where(*of_day).group_by(*keys))
    totals = _counted(select(VisitTotal.link_id, VisitTotal.kind, VisitTotal.network, VisitTotal.count).where(VisitTotal.day == day))
    return [
        Difference(day, *key, visits.get(key, 0), totals.get(key, 0)) for key in sorted(visits.keys() | totals.keys())
        if visits.get(key, 0) != totals.get(key, 0)
    ]


def _counted(statement: object) -> dict[tuple[int, str, str], int]:
    rows = db.session.execute(statement)  # type: ignore[call-overload]
    return {(row[0], row[1].value, str(row[2] or "")): int(row[3]) for row in rows}
