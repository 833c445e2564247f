"""The same numbers for programs, hidden where the page hides them (attack row H16)."""

from __future__ import annotations

from flask import Blueprint

from advocacy.foundation.errors import Missing
from advocacy.foundation.guards import acting
from advocacy.foundation.operations import operation
from advocacy.insights import queries
from advocacy.insights.access import MEASURERS
from advocacy.insights.figures import Figure, UnitTable
from advocacy.insights.periods import Period
from advocacy.insights.schemas import FigureAnswer, InsightsAnswer, RungAnswer, SummaryAsked, UnitRowAnswer, UnitTableAnswer, WeekAnswer

bp = Blueprint("api_insights", __name__)


@operation(bp, "GET", "/insights/summary", who=MEASURERS, scope="insights:read")
def summary(query: SummaryAsked) -> InsightsAnswer:
    """The numbers of a programme in a period, each with numerator, denominator and meaning."""
    programme = queries.find_programme_to_measure(query.programme)
    if programme is None:
        raise Missing
    found = queries.summary_of(acting(), programme, period_key=query.period, unit_id=query.unit)
    return InsightsAnswer(
        programme=programme.public_id,
        period=found.period.key,
        periods=[period.key for period in found.periods],
        figures=[_figure(figure) for figure in found.figures.values()],
        rungs=[RungAnswer(rung=each.rung, count=each.count) for each in found.rungs],
        units=_table(found.table, found.month) if found.table and found.month else None,
        weeks=[WeekAnswer(monday=week.monday, shares=week.shares, visits=week.visits, thanks=week.thanks) for week in found.weeks],
    )


def _figure(figure: Figure) -> FigureAnswer:
    told = figure.definition
    return FigureAnswer(
        key=figure.key,
        label=str(told.label),
        numerator=figure.numerator,
        denominator=figure.denominator,
        value=figure.value,
        is_hidden=figure.is_hidden,
        meaning=str(told.meaning),
        known=told.known.value,
    )


def _table(table: UnitTable, month: Period) -> UnitTableAnswer:
    return UnitTableAnswer(
        month=month.key,
        rows=[
            UnitRowAnswer(unit=row.public_id, name=row.name, cells=dict(zip(table.columns, row.cells, strict=True))) for row in table.rows
        ],
        total=dict(zip(table.columns, table.total, strict=True)),
    )
