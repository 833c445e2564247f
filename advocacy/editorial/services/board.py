"""How the board changes: who sits where, and who takes which week."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from advocacy.accounts.access import Actor
from advocacy.accounts.models import Role
from advocacy.accounts.queries import actor_for
from advocacy.editorial.models import Duty, Place, Seat
from advocacy.editorial.queries.board import find_duty, next_duty_of
from advocacy.editorial.services.letters import tell_of_duty_later
from advocacy.editorial.weeks import monday_of
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import InvalidInput, Refusal
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.history import services as history
from advocacy.people.models import Person, Unit
from advocacy.stories.models import Story


def give_seat(person: Person | None, unit: Unit | None, actor: Actor) -> Seat:
    """Somebody who is an editor sits for a unit from now on; once is enough."""
    if person is None or not actor_for(person).holds(Role.EDITOR):
        raise InvalidInput({"person": _("Choose one of the editors.")})
    if unit is None:
        raise InvalidInput({"unit": _("Choose a unit.")})
    seat = db.session.query(Seat).filter_by(person_id=person.id, unit_id=unit.id).one_or_none()
    if seat is not None:
        return seat
    seat = Seat(person=person, unit=unit)
    db.session.add(seat)
    db.session.flush()
    _record("editorial.seat.given", seat, actor, person=person.public_id, unit=unit.public_id)
    return seat


def clear_seat(seat: Seat, actor: Actor) -> None:
    """Nobody sits there any more."""
    _record("editorial.seat.cleared", seat, actor, person=seat.person.public_id, unit=seat.unit.public_id)
    db.session.delete(seat)
    db.session.flush()


def set_duty(week_on: date, person: Person | None, actor: Actor) -> Duty | None:
    """Gives a week to an editor, or back to everybody with None."""
    week_on = _coming(week_on)
    if person is not None and not actor_for(person).holds(Role.EDITOR):
        raise InvalidInput({"person": _("Choose one of the editors.")})
    duty = _give(week_on, person)
    _record("editorial.duty.set", actor.person, actor, week_on=week_on.isoformat(), person=person.public_id if person else None)
    if person is not None and person.id != actor.person.id:
        tell_of_duty_later(person, week_on, actor)
    return duty


def take_duty(week_on: date, actor: Actor) -> Duty | None:
    """This editor takes a week. Who had it gets the taker's next week in return, or is free where there is none; they are told."""
    week_on = _coming(week_on)
    before = find_duty(week_on)
    if before is not None and before.person_id == actor.person.id:
        raise Refusal(_("This week is yours already."))
    relieved = before.person if before is not None else None
    mine = next_duty_of(actor.person, other_than=week_on) if relieved is not None else None
    in_return = mine.week_on if mine is not None else None
    if in_return is not None:
        _give(in_return, relieved)
    duty = _give(week_on, db.session.get_one(Person, actor.person.id))
    told = {"week_on": week_on.isoformat(), "in_return": in_return.isoformat() if in_return else None}
    _record("editorial.duty.taken", actor.person, actor, **told)
    if relieved is not None:
        tell_of_duty_later(relieved, week_on, actor, in_return=in_return, is_relieved=True)
    return duty


def choose_place(story: Story, unit: Unit, actor: Actor) -> None:
    """Says in which unit a story takes place, so that the coverage is right."""
    place = db.session.get(Place, story.id)
    if place is not None and place.unit_id == unit.id:
        return
    if place is None:
        db.session.add(Place(story_id=story.id, unit_id=unit.id))
    else:
        place.unit_id = unit.id
    db.session.flush()
    _record("editorial.story.placed", story, actor, unit=unit.public_id)


def _coming(week_on: date) -> date:
    week_on = monday_of(week_on)
    if week_on < monday_of(clock.today()):
        raise Refusal(_("This week is over."))
    return week_on


def _give(week_on: date, person: Person | None) -> Duty | None:
    """One step, so that two who press at the same moment leave one of them on duty and not both."""
    if person is None:
        db.session.execute(delete(Duty).where(Duty.week_on == week_on))
        return None
    insert = sqlite.insert if db.session.get_bind().dialect.name == "sqlite" else postgresql.insert
    statement = insert(Duty).values(week_on=week_on, person_id=person.id, created_at=clock.now())
    db.session.execute(
        statement.on_conflict_do_update(index_elements=["week_on"], set_={"person_id": person.id, "created_at": clock.now()})
    )
    db.session.expire_all()
    return find_duty(week_on)


def _record(deed: str, subject: Seat | Story | Person, actor: Actor, **facts: Any) -> None:
    history.record(deed, subject, by=actor.person.id, role=actor.role_word(Role.EDITOR), **facts)
