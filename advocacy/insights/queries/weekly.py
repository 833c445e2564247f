"""What happened week by week since the launch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.insights.figures import Week
from advocacy.insights.periods import weeks_since
from advocacy.insights.queries.programmes import confirmed_between, stories_of
from advocacy.insights.suppression import Count, hidden_rows
from advocacy.links.agents import AgentKind
from advocacy.links.models import VisitTotal
from advocacy.people.models import Person, Unit
from advocacy.people.queries import within
from advocacy.programmes.models import Programme
from advocacy.recognition.models import Acknowledgement
from advocacy.sharing.models import Share

MOST_WEEKS = 53
Numbers = dict[date, tuple[int, int]]


def weeks_of(programme: Programme, units: Sequence[Unit], now: datetime) -> list[Week]:
    """The weeks that have ended, oldest first, at most a year of them. A week is hidden when fewer than five people stand
    behind its number, and others with it, so that it cannot be had by subtraction from what is told since the launch."""
    if programme.launched_at is None:
        return []
    mondays = weeks_since(programme.launched_at, now)[-MOST_WEEKS:]
    columns = [_shown(mondays, each(programme, units, mondays)) for each in (_shares, _visits, _thanks)] if mondays else [[], [], []]
    return [Week(monday, *(column[n] for column in columns)) for n, monday in enumerate(mondays)]


def _shown(mondays: list[date], numbers: Numbers) -> list[int | None]:
    hidden = hidden_rows([Count(numbers[monday][1]) for monday in mondays])
    return [None if n in hidden else numbers[monday][0] for n, monday in enumerate(mondays)]


def _by_week(rows: Sequence[tuple[datetime, int | None]], mondays: list[date]) -> Numbers:
    """Things and the different people behind them, by the Monday of their week."""
    things: dict[date, int] = defaultdict(int)
    people: dict[date, set[int | None]] = defaultdict(set)
    for moment, person in rows:
        day = clock.local_day(moment)
        monday = day - timedelta(days=day.weekday())
        things[monday] += 1
        people[monday].add(person)
    return {monday: (things[monday], len(people[monday])) for monday in mondays}


def _between(mondays: list[date]) -> tuple[datetime, datetime]:
    return clock.start_of_day(mondays[0]), clock.start_of_day(mondays[-1] + timedelta(days=7))


def _shares(programme: Programme, units: Sequence[Unit], mondays: list[date]) -> Numbers:
    statement = select(Share.confirmed_at, Share.person_id).join(Person, Person.id == Share.person_id)
    rows = db.session.execute(statement.where(confirmed_between(programme, *_between(mondays)), Person.unit_id.in_(within(units)))).all()
    return _by_week([(row[0], row[1]) for row in rows if row[0] is not None], mondays)


def _thanks(programme: Programme, units: Sequence[Unit], mondays: list[date]) -> Numbers:
    start, end = _between(mondays)
    statement = (
        select(Acknowledgement.at, Share.person_id)
        .join(Share, Share.id == Acknowledgement.share_id)
        .join(Person, Person.id == Share.person_id)
        .where(
            Share.story_id.in_(stories_of(programme)),
            Acknowledgement.at >= start,
            Acknowledgement.at < end,
            Share.withdrawn_at.is_(None),
            Person.unit_id.in_(within(units)),
        )
    )
    return _by_week([(row[0], row[1]) for row in db.session.execute(statement).all()], mondays)


def _visits(programme: Programme, units: Sequence[Unit], mondays: list[date]) -> Numbers:
    """Counted in the database, a week at a time: there may be very many."""
    numbers: Numbers = {}
    for monday in mondays:
        statement = (
            select(func.coalesce(func.sum(VisitTotal.count), 0), func.count(Share.person_id.distinct()))
            .select_from(VisitTotal)
            .join(Share, Share.link_id == VisitTotal.link_id)
            .join(Person, Person.id == Share.person_id)
            .where(
                VisitTotal.day >= monday,
                VisitTotal.day < monday + timedelta(days=7),
                VisitTotal.kind == AgentKind.PERSON,
                Share.story_id.in_(stories_of(programme)),
                Person.unit_id.in_(within(units)),
            )
        )
        row = db.session.execute(statement).one()
        numbers[monday] = (int(row[0]), int(row[1]))
    return numbers
