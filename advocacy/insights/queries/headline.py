"""The numbers at the top of the page, for a whole programme and a period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.insights.figures import Figure, RungCount
from advocacy.insights.periods import Period
from advocacy.insights.queries.later import DaysAfter
from advocacy.insights.queries.programmes import confirmed_between, in_scope, on_pause, stories_of, taking_part, with_licence
from advocacy.insights.suppression import FEWEST, Count
from advocacy.links.agents import AgentKind
from advocacy.links.models import VisitTotal
from advocacy.people.models import Person, Unit
from advocacy.people.queries import within
from advocacy.programmes.models import Enrolment, Invitation, Programme
from advocacy.recognition.models import Acknowledgement
from advocacy.sharing.evidence import Rung
from advocacy.sharing.models import Share
from advocacy.sharing.queries import rungs_of, was_shown

UNDER_WAY_DAYS, THANKS_DAYS = 30, 7


def figures_of(programme: Programme, units: Sequence[Unit], period: Period) -> dict[str, Figure]:
    """Every figure by its key, hidden where it must be."""
    return _people_figures(programme, units, period) | _share_figures(programme, units, period)


def _figure(key: str, numerator: int, denominator: int, *, is_choice: bool = True) -> Figure:
    """A figure about people. What was nobody's own choice (an invitation) tells nothing by being complete."""
    is_hidden = Count(numerator, denominator if is_choice else None).is_telling
    return Figure(key, None, None, is_hidden=True) if is_hidden else Figure(key, numerator, denominator)


def _people(*conditions: ColumnElement[bool]) -> int:
    """How many different people have an enrolment like this."""
    statement = select(func.count(Person.id.distinct())).select_from(Enrolment).join(Person, Person.id == Enrolment.person_id)
    return db.session.scalar(statement.where(*conditions)) or 0


def _people_figures(programme: Programme, units: Sequence[Unit], period: Period) -> dict[str, Figure]:
    at, here = period.end, in_scope(units)
    part = taking_part(programme, at)
    enrolled, paused = _people(here, part), _people(here, part, on_pause(at))
    ripe = Enrolment.joined_at <= at - timedelta(days=UNDER_WAY_DAYS)
    invited = _invited(programme, units, period)
    employed = db.session.scalar(select(func.count()).select_from(Person).where(here)) or 0
    paused_figure = _figure("paused", paused, enrolled)
    # With the pauses hidden, a denominator without them would give them away.
    awake = enrolled if paused_figure.is_hidden else enrolled - paused
    active = _people(here, part, did_something(programme, period), *([] if paused_figure.is_hidden else [~on_pause(at)]))
    return {
        each.key: each
        for each in (
            _figure("invited", invited, employed, is_choice=False),
            _figure("enrolled", enrolled, invited),
            _figure("adoption", enrolled, employed),
            _figure("licensed", _people(here, part, with_licence(at)), enrolled),
            paused_figure,
            _figure("activated", _people(here, part, ripe, _came_under_way(programme)), _people(here, part, ripe)),
            _figure("active", active, awake),
        )
    }


def _invited(programme: Programme, units: Sequence[Unit], period: Period) -> int:
    statement = select(func.count()).select_from(Invitation).join(Person, Person.id == Invitation.person_id)
    return (
        db.session.scalar(statement.where(in_scope(units), Invitation.programme_id == programme.id, Invitation.invited_at < period.end))
        or 0
    )


def did_something(programme: Programme, period: Period) -> ColumnElement[bool]:
    """People who said in this time that they shared something, or thanked somebody."""
    shared = exists().where(Share.person_id == Person.id, confirmed_between(programme, period.start, period.end))
    thanked = exists().where(Acknowledgement.leader_id == Person.id, Acknowledgement.at >= period.start, Acknowledgement.at < period.end)
    return or_(shared, thanked)


def _came_under_way(programme: Programme) -> ColumnElement[bool]:
    return exists().where(
        Share.person_id == Person.id,
        Share.story_id.in_(stories_of(programme)),
        Share.withdrawn_at.is_(None),
        Share.confirmed_at >= Enrolment.joined_at,
        Share.confirmed_at < DaysAfter(Enrolment.joined_at, UNDER_WAY_DAYS),
    )


def _share_figures(programme: Programme, units: Sequence[Unit], period: Period) -> dict[str, Figure]:
    here = and_(confirmed_between(programme, period.start, period.end), Person.unit_id.in_(within(units)))
    shares, sharers = _shares_and_people(here)
    verified, _who = _shares_and_people(here, _was_followed())
    visits = _visits(here)
    eligible, eligible_people = _shares_and_people(here, may_be_thanked())
    thanked, _who = _shares_and_people(here, may_be_thanked(), thanked_in_time())
    units_shown = _units(here, may_be_thanked())
    is_few, is_few_eligible = sharers < FEWEST, eligible_people < FEWEST
    found = (
        ("shares_each", shares, sharers, is_few),
        ("verified", verified, shares, is_few),
        ("visits", visits, shares, is_few),
        ("acknowledged", thanked, eligible, is_few_eligible),
        ("spread", _units(here, may_be_thanked(), was_thanked()), units_shown, is_few_eligible),
    )
    return {key: Figure(key, None, None, is_hidden=True) if hidden else Figure(key, above, below) for key, above, below, hidden in found}


def _shares_and_people(*conditions: ColumnElement[bool]) -> tuple[int, int]:
    """How many shares, by how many people. Shares of people who have left are counted, and the people are not (attack row Z16)."""
    statement = select(func.count(), func.count(Share.person_id.distinct())).select_from(Share).join(Person, Person.id == Share.person_id)
    row = db.session.execute(statement.where(*conditions)).one()
    return int(row[0]), int(row[1])


def _was_followed() -> ColumnElement[bool]:
    return exists().where(VisitTotal.link_id == Share.link_id, VisitTotal.kind == AgentKind.PERSON)


def _visits(here: ColumnElement[bool]) -> int:
    counted = select(func.sum(VisitTotal.count)).join(Share, Share.link_id == VisitTotal.link_id).join(Person, Person.id == Share.person_id)
    return int(db.session.scalar(counted.where(here, VisitTotal.kind == AgentKind.PERSON)) or 0)


def may_be_thanked() -> ColumnElement[bool]:
    """Shares a leader may see, and has had a week to see or has acknowledged already."""
    return and_(Share.is_visible_to_leaders, or_(Share.confirmed_at <= clock.now() - timedelta(days=THANKS_DAYS), was_thanked()))


def was_thanked() -> ColumnElement[bool]:
    """Shares some leader has acknowledged."""
    return exists().where(Acknowledgement.share_id == Share.id)


def thanked_in_time() -> ColumnElement[bool]:
    """Shares some leader has acknowledged within seven days of their being posted."""
    return exists().where(Acknowledgement.share_id == Share.id, Acknowledgement.at <= DaysAfter(Share.confirmed_at, THANKS_DAYS))


def _units(*conditions: ColumnElement[bool]) -> int:
    statement = select(func.count(Person.unit_id.distinct())).select_from(Share).join(Person, Person.id == Share.person_id)
    return db.session.scalar(statement.where(*conditions)) or 0


def rung_counts(programme: Programme, units: Sequence[Unit], period: Period) -> list[RungCount]:
    """How many shares pressed in the period stand on each rung, hidden where fewer than five people stand behind them."""
    pressed = and_(
        Share.story_id.in_(stories_of(programme)),
        Share.pressed_at >= period.start,
        Share.pressed_at < period.end,
        Share.withdrawn_at.is_(None),
        Person.unit_id.in_(within(units)),
    )
    said = Share.confirmed_at.is_not(None)
    declared, shown = _shares_and_people(pressed, said), _shares_and_people(pressed, said, was_shown())
    # Either could be told from the other and their sum, so both are shown or neither is.
    is_apart = shown[1] >= FEWEST and _shares_and_people(pressed, said, ~was_shown())[1] >= FEWEST
    below = db.session.scalars(select(Share).join(Person, Person.id == Share.person_id).where(pressed, Share.confirmed_at.is_(None))).all()
    rungs = rungs_of(below)
    counts = Counter(rungs[share.id] for share in below)
    people = {rung: len({share.person_id for share in below if rungs[share.id] is rung}) for rung in Rung}
    counts[Rung.CONFIRMED], people[Rung.CONFIRMED] = shown if is_apart else (0, 0)
    counts[Rung.DECLARED], people[Rung.DECLARED] = declared[0] - counts[Rung.CONFIRMED], declared[1]
    told = Rung if is_apart else [rung for rung in Rung if rung is not Rung.CONFIRMED]
    return [RungCount(rung.value, counts[rung] if people[rung] >= FEWEST else None) for rung in told]
