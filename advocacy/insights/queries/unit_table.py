"""The table by unit, for a closed month: the children of one unit, what is directly in it, and the total of these."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from sqlalchemy import ColumnElement, func, select

from advocacy.foundation.database import db
from advocacy.foundation.i18n import gettext as _
from advocacy.insights.figures import UnitRow, UnitTable
from advocacy.insights.periods import Period, closed_months
from advocacy.insights.queries.headline import did_something, may_be_thanked, thanked_in_time
from advocacy.insights.queries.programmes import confirmed_between, taking_part, with_licence
from advocacy.insights.suppression import Count, held_back, hidden_rows
from advocacy.people.models import Person, Unit
from advocacy.people.queries import units_below
from advocacy.programmes.models import Enrolment, Invitation, Programme
from advocacy.sharing.models import Share

COLUMNS = ("invited", "enrolled", "licensed", "active", "shares", "thanked")
MOST_MONTHS = 24
ByUnit = dict[int, int]


@dataclass(frozen=True)
class _Column:
    """What is shown and, for each unit, the people who stand behind it and out of how many."""

    shown: ByUnit
    people: ByUnit
    out_of: ByUnit | None = None


def unit_table(programme: Programme, unit: Unit, top: Unit, month: Period) -> UnitTable:
    """The table of one unit. ``top`` is the highest unit the reader may see: what is hidden on the way down stays hidden below."""
    columns = _columns(programme, month)
    line, upper = [unit], unit
    while upper.id != top.id and upper.parent is not None:
        upper = upper.parent
        line.insert(0, upper)
    closed: set[str] = set()
    for above, below in pairwise(line):
        closed |= _hidden_for(columns, above, below, closed)
    return _made(columns, unit, closed)


def _branches(unit: Unit) -> list[tuple[Unit, Callable[[str], bool]]]:
    """The children of a unit, and the unit itself for those who work directly in it."""
    children: list[tuple[Unit, Callable[[str], bool]]] = [(child, _is_below(child)) for child in units_below(unit)]
    return [*children, (unit, lambda path: path == unit.path)]


def _is_below(unit: Unit) -> Callable[[str], bool]:
    return lambda path: path.startswith(unit.path)


def _kept(numbers: ByUnit, paths: dict[int, str]) -> ByUnit:
    return {unit: number for unit, number in numbers.items() if unit in paths}


def _summed(numbers: ByUnit, paths: dict[int, str], belongs: Callable[[str], bool]) -> int:
    return sum(number for unit, number in numbers.items() if belongs(paths[unit]))


def _hidden_for(columns: dict[str, _Column], above: Unit, below: Unit, closed: set[str]) -> set[str]:
    """The columns that are hidden for a unit in the table of the unit above it."""
    table = _made(columns, above, closed)
    row = next((each for each in table.rows if each.public_id == below.public_id), None)
    return {name for name, cell in zip(COLUMNS, row.cells, strict=True) if cell is None} if row else set(COLUMNS)


def _made(columns: dict[str, _Column], unit: Unit, closed: set[str]) -> UnitTable:
    paths = {
        row.id: row.path for row in db.session.execute(select(Unit.id, Unit.path).where(Unit.path.startswith(unit.path, autoescape=True)))
    }
    columns = {
        name: _Column(_kept(each.shown, paths), _kept(each.people, paths), None if each.out_of is None else _kept(each.out_of, paths))
        for name, each in columns.items()
    }
    branches = [(each, belongs) for each, belongs in _branches(unit) if _summed(columns["invited"].shown, paths, belongs)]
    sizes = [_summed(columns["invited"].shown, paths, belongs) for _each, belongs in branches]
    order = sorted(range(len(branches)), key=lambda row: (sizes[row], row))
    cells = {
        name: _cells(columns[name], paths, [belongs for _each, belongs in branches], is_closed=name in closed, order=order)
        for name in COLUMNS
    }
    rows = tuple(
        UnitRow(
            _("Directly in %(unit)s", unit=each.name) if each.id == unit.id else each.name,
            None if each.id == unit.id else each.public_id,
            tuple(cells[name][0][n] for name in COLUMNS),
        )
        for n, (each, _belongs) in enumerate(branches)
    )
    return UnitTable(COLUMNS, rows, tuple(cells[name][1] for name in COLUMNS))


def _cells(
    column: _Column, paths: dict[int, str], branches: list[Callable[[str], bool]], *, is_closed: bool, order: list[int]
) -> tuple[list[int | None], int | None]:
    """The cells of a column and its total."""
    values = [_summed(column.shown, paths, belongs) for belongs in branches]
    counts = [
        Count(_summed(column.people, paths, belongs), None if column.out_of is None else _summed(column.out_of, paths, belongs))
        for belongs in branches
    ]
    whole = Count(sum(count.value for count in counts), None if column.out_of is None else sum(count.out_of or 0 for count in counts))
    if is_closed or whole.is_telling:
        return [None] * len(branches), None
    hidden = hidden_rows(counts, order)
    return [None if n in hidden else value for n, value in enumerate(values)], sum(values)


def _columns(programme: Programme, month: Period) -> dict[str, _Column]:
    assert programme.launched_at is not None
    ends = [each.end for each in reversed(closed_months(programme.launched_at, month.end)[:MOST_MONTHS])] or [month.end]
    invited = _stock(ends, lambda at: _count_invited(programme, at))
    enrolled = _stock(ends, lambda at: _count_enrolled(taking_part(programme, at)))
    licensed = _stock(ends, lambda at: _count_enrolled(taking_part(programme, at), with_licence(at)))
    active = _count_enrolled(taking_part(programme, month.end), did_something(programme, month))
    shares, sharers = _count_shares(confirmed_between(programme, month.start, month.end))
    seen = (confirmed_between(programme, month.start, month.end), may_be_thanked())
    _eligible, eligible_people = _count_shares(*seen)
    thanked, _people = _count_shares(*seen, thanked_in_time())
    return {
        "invited": _Column(invited, invited),
        "enrolled": _Column(enrolled, enrolled, invited),
        "licensed": _Column(licensed, licensed, enrolled),
        "active": _Column(active, active, enrolled),
        "shares": _Column(shares, sharers),
        "thanked": _Column(thanked, eligible_people),
    }


def _stock(ends: Sequence[datetime], count: Callable[[datetime], ByUnit]) -> ByUnit:
    """A number of people at the end of the month, in which changes of fewer than five wait until there are five."""
    history = [count(end) for end in ends]
    units = {unit for each in history for unit in each}
    return {unit: held_back([each.get(unit, 0) for each in history]) for unit in units}


def _count_invited(programme: Programme, at: datetime) -> ByUnit:
    statement = select(Person.unit_id, func.count()).select_from(Invitation).join(Person, Person.id == Invitation.person_id)
    rows = db.session.execute(
        statement.where(Invitation.programme_id == programme.id, Invitation.invited_at < at, Person.is_active).group_by(Person.unit_id)
    )
    return {row[0]: row[1] for row in rows}


def _count_enrolled(*conditions: ColumnElement[bool]) -> ByUnit:
    statement = (
        select(Person.unit_id, func.count(Person.id.distinct())).select_from(Enrolment).join(Person, Person.id == Enrolment.person_id)
    )
    return {row[0]: row[1] for row in db.session.execute(statement.where(Person.is_active, *conditions).group_by(Person.unit_id))}


def _count_shares(*conditions: ColumnElement[bool]) -> tuple[ByUnit, ByUnit]:
    """Shares, and the different people behind them."""
    statement = (
        select(Person.unit_id, func.count(), func.count(Share.person_id.distinct()))
        .select_from(Share)
        .join(Person, Person.id == Share.person_id)
        .where(*conditions)
        .group_by(Person.unit_id)
    )
    rows = db.session.execute(statement).all()
    return {row[0]: row[1] for row in rows}, {row[0]: row[2] for row in rows}
