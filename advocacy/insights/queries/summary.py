"""Everything one page, one file or one call tells: chosen in one place, so that no door tells more than another (attack row H03)."""

from __future__ import annotations

from dataclasses import dataclass

from advocacy.accounts.access import Actor
from advocacy.foundation import clock
from advocacy.foundation.errors import Missing
from advocacy.insights.access import can_see_unit, scope_of
from advocacy.insights.figures import Figure, RungCount, UnitTable, Week
from advocacy.insights.periods import Period, closed_months, get_period, periods_for
from advocacy.insights.queries.headline import figures_of, rung_counts
from advocacy.insights.queries.programmes import measurable_programmes
from advocacy.insights.queries.unit_table import unit_table
from advocacy.insights.queries.weekly import weeks_of
from advocacy.people.models import Unit
from advocacy.people.queries import find_unit
from advocacy.programmes.models import Programme


@dataclass(frozen=True)
class Summary:
    """What somebody may know of a programme in a period."""

    programme: Programme
    period: Period
    periods: list[Period]
    #: The closed month the table of units is about: the chosen one, or the last; None before the first has ended.
    month: Period | None
    unit: Unit
    top: Unit
    figures: dict[str, Figure]
    rungs: list[RungCount]
    table: UnitTable | None
    weeks: list[Week]


def find_programme_to_measure(public_id: str | None) -> Programme | None:
    """The programme of this name, the newest launched one when none is named; None before there is one. Raises Missing."""
    programmes = measurable_programmes()
    if not public_id:
        return programmes[0] if programmes else None
    found = next((each for each in programmes if each.public_id == public_id), None)
    if found is None:
        raise Missing
    return found


def summary_of(actor: Actor, programme: Programme, *, period_key: str | None = None, unit_id: str | None = None) -> Summary:
    """The summary as this person may see it; raises Missing for a period or unit they may not choose."""
    now = clock.now()
    assert programme.launched_at is not None
    scope = scope_of(actor)
    unit = find_unit(unit_id) if unit_id else scope[0]
    if unit is None or not can_see_unit(actor, unit):
        raise Missing
    top = next(each for each in scope if each.holds(unit))
    period = get_period(period_key, programme.launched_at, now)
    months = closed_months(programme.launched_at, now)
    month = period if period.is_month else (months[0] if months else None)
    return Summary(
        programme=programme,
        period=period,
        periods=periods_for(programme.launched_at, now),
        month=month,
        unit=unit,
        top=top,
        figures=figures_of(programme, scope, period),
        rungs=rung_counts(programme, scope, period),
        table=unit_table(programme, unit, top, month) if month else None,
        weeks=weeks_of(programme, scope, now),
    )
