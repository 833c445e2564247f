"""Who sits on the board, who is on duty, and who is asked to look at a story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from advocacy.accounts.access import Actor
from advocacy.accounts.models import Grant, Role
from advocacy.accounts.queries import people_holding
from advocacy.editorial.models import Duty, Place, Seat
from advocacy.editorial.weeks import monday_of, weeks_from
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.people.models import Person, Unit
from advocacy.stories.access import can_edit_story, has_written
from advocacy.stories.models import Story, StoryVersion

WEEKS_AHEAD = 8


@dataclass(frozen=True)
class RotaWeek:
    """One week, and whose it is; nobody's is everybody's."""

    week_on: date
    person: Person | None


def seats() -> Sequence[Seat]:
    """Every seat of people who work here, unit by unit."""
    statement = select(Seat).join(Unit, Unit.id == Seat.unit_id).join(Person, Person.id == Seat.person_id).where(Person.is_active)
    return db.session.scalars(statement.order_by(Unit.path, Person.name).options(joinedload(Seat.person), joinedload(Seat.unit))).all()


def get_seat(public_id: str) -> Seat:
    """A seat by its public name; raises Missing."""
    seat = db.session.scalar(select(Seat).where(Seat.public_id == public_id))
    if seat is None:
        raise Missing
    return seat


def editors() -> Sequence[Person]:
    """Everybody who may sit and be on duty."""
    return people_holding(Role.EDITOR)


def rota(*, weeks: int = WEEKS_AHEAD) -> list[RotaWeek]:
    """This week and the next ones."""
    mondays = weeks_from(clock.today(), weeks)
    found = {each.week_on: each.person for each in _duties(mondays) if each.person.is_active}
    return [RotaWeek(week_on, found.get(week_on)) for week_on in mondays]


def duties_in(first: date, last: date) -> dict[date, Person]:
    """Who has which week between two days, by Monday."""
    statement = select(Duty).where(Duty.week_on >= monday_of(first), Duty.week_on <= last).options(joinedload(Duty.person))
    return {each.week_on: each.person for each in db.session.scalars(statement) if each.person.is_active}


def find_duty(week_on: date) -> Duty | None:
    """Who has one week, if anybody."""
    return db.session.scalar(select(Duty).where(Duty.week_on == week_on).options(joinedload(Duty.person)))


def next_duty_of(person: Person, *, other_than: date) -> Duty | None:
    """Somebody's next week that is still to come."""
    ahead = select(Duty).where(Duty.person_id == person.id, Duty.week_on > monday_of(clock.today()), Duty.week_on != other_than)
    return db.session.scalar(ahead.order_by(Duty.week_on).limit(1))


def on_duty(day: date | None = None) -> Person | None:
    """Who has this week."""
    duty = find_duty(monday_of(day or clock.today()))
    return duty.person if duty is not None and duty.person.is_active else None


def is_on_duty(actor: Actor) -> bool:
    """True for whoever has this week."""
    person = on_duty()
    return person is not None and person.id == actor.person.id


def unit_of(story: Story) -> Unit:
    """Where a story comes from: the place that was chosen, else where whoever began it works."""
    place = db.session.get(Place, story.id)
    return place.unit if place is not None else story.created_by.unit


def seats_for(unit: Unit) -> list[Seat]:
    """The seats nearest to a unit, going up: of the unit itself, else of the one above, and so on."""
    above = [each for each in seats() if each.unit.holds(unit)]
    nearest = max((each.unit.depth for each in above), default=0)
    return [each for each in above if each.unit.depth == nearest]


def who_is_asked(version: StoryVersion) -> list[Person]:
    """Who gets a letter: the seats of the story's unit and whoever is on duty; every editor who may, where that is nobody.

    Nobody is asked to review what they had a hand in.
    """
    able = [
        person for person, actor in _editors_as_actors() if can_edit_story(actor, version.story) and not _has_a_hand_in(person, version)
    ]
    duty = on_duty()
    named = {each.person_id for each in seats_for(unit_of(version.story))} | ({duty.id} if duty else set())
    return [person for person in able if person.id in named] or able


def is_seat_of(actor: Actor, unit: Unit, held: Sequence[Seat]) -> bool:
    """True when one of the seats nearest to a unit is this editor's; ``held`` are all seats, asked for once."""
    above = [each for each in held if each.unit.holds(unit)]
    nearest = max((each.unit.depth for each in above), default=-1)
    return any(each.person_id == actor.person.id for each in above if each.unit.depth == nearest)


def _has_a_hand_in(person: Person, version: StoryVersion) -> bool:
    return has_written(person, version) or person.id == version.submitted_by_id


def _editors_as_actors() -> list[tuple[Person, Actor]]:
    people = {each.id: each for each in editors()}
    held: dict[int, list[Grant]] = {number: [] for number in people}
    for grant in db.session.scalars(select(Grant).where(Grant.role == Role.EDITOR, Grant.person_id.in_(people))):
        held[grant.person_id].append(grant)
    return [(person, Actor(person, tuple(held[number]), ticket="")) for number, person in people.items()]


def _duties(mondays: Sequence[date]) -> Sequence[Duty]:
    return db.session.scalars(select(Duty).where(Duty.week_on.in_(mondays)).options(joinedload(Duty.person))).all()
