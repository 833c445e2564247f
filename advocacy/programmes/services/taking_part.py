"""Joining, pausing and stopping: one press each, without a reason, and nobody else sees it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from advocacy.accounts.access import Actor
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import Forbidden, InvalidInput, Refusal
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.history import services as history
from advocacy.people.models import Person
from advocacy.programmes import events
from advocacy.programmes.models import Enrolment, Guideline, GuidelineAcceptance, Invitation, Pause, Programme
from advocacy.programmes.queries import current_guideline, find_enrolment, open_enrolments_of


def join_programme(programme: Programme, actor: Actor, guideline_public_id: str | None) -> Enrolment:
    """Somebody takes part from now on, having accepted the guideline as it is today. Joining twice is joining once."""
    if not programme.is_launched:
        raise Refusal(_("This programme is not open to join."))
    _hold_invitation(programme, actor.person)
    guideline = _the_current(programme, guideline_public_id)
    present = find_enrolment(programme, actor.person)
    if present is not None:
        return present
    _accept(guideline, actor.person)
    enrolment = Enrolment(programme=programme, person=actor.person, joined_at=clock.now(), stopped_at=None, pauses=[])
    db.session.add(enrolment)
    db.session.flush()
    _note("joined", enrolment, actor.person, guideline=guideline.number)
    return enrolment


def accept_guideline(programme: Programme, actor: Actor, guideline_public_id: str | None) -> Guideline:
    """Somebody who takes part accepts a newer version."""
    _hold_invitation(programme, actor.person)
    enrolment = find_enrolment(programme, actor.person)
    if enrolment is None:
        raise Refusal(_("You do not take part in this programme at present."))
    guideline = _the_current(programme, guideline_public_id)
    if _accept(guideline, actor.person):
        _note("guideline_accepted", enrolment, actor.person, guideline=guideline.number)
    return guideline


def pause_enrolment(programme: Programme, actor: Actor) -> Enrolment | None:
    """A time of peace begins at once; None when somebody does not take part."""
    enrolment = _held_enrolment(programme, actor.person)
    if enrolment is not None and not enrolment.is_paused:
        enrolment.pauses.append(Pause(started_at=clock.now(), ended_at=None))
        _note("paused", enrolment, actor.person)
    return enrolment


def resume_enrolment(programme: Programme, actor: Actor) -> Enrolment | None:
    """Back from a pause."""
    enrolment = _held_enrolment(programme, actor.person)
    if enrolment is not None and enrolment.is_paused:
        _end_pauses(enrolment, clock.now())
        _note("resumed", enrolment, actor.person)
    return enrolment


def stop_enrolment(programme: Programme, actor: Actor) -> Enrolment | None:
    """Somebody no longer takes part. Stopping twice changes nothing; coming back is a new enrolment."""
    enrolment = _held_enrolment(programme, actor.person)
    if enrolment is not None:
        _stop(enrolment, actor.person)
    return enrolment


def stop_everything(person: Person) -> None:
    """Somebody has left the house, and with it every programme."""
    for enrolment in open_enrolments_of(person):
        _stop(enrolment, person)


def _stop(enrolment: Enrolment, person: Person) -> None:
    moment = clock.now()
    _end_pauses(enrolment, moment)
    enrolment.stopped_at = moment
    db.session.flush()
    _note("stopped", enrolment, person)
    events.enrolment_stopped.announce(enrolment=enrolment)


def _end_pauses(enrolment: Enrolment, moment: datetime) -> None:
    for pause in enrolment.pauses:
        if pause.ended_at is None:
            pause.ended_at = moment


def _the_current(programme: Programme, public_id: str | None) -> Guideline:
    """The current guideline, if that is the one somebody has read; otherwise says that there is a newer one."""
    guideline = current_guideline(programme)
    if guideline is None:
        raise Refusal(_("This programme has no guideline yet."))
    if not public_id:
        raise InvalidInput({"accept": _("Tick the box when you have read the lines and can stand by them.")})
    if public_id != guideline.public_id:
        raise Refusal(_("The guideline has changed since you opened it. This is the new version; please read it before you go on."))
    return guideline


def _accept(guideline: Guideline, person: Person) -> bool:
    """Writes down the acceptance; False when it was there already."""
    dialect = sqlite if db.session.get_bind().dialect.name == "sqlite" else postgresql
    statement = dialect.insert(GuidelineAcceptance).values(guideline_id=guideline.id, person_id=person.id, accepted_at=clock.now())
    ignored = statement.on_conflict_do_nothing(index_elements=["guideline_id", "person_id"])
    return db.session.scalar(ignored.returning(GuidelineAcceptance.id)) is not None


def _held_enrolment(programme: Programme, person: Person) -> Enrolment | None:
    """The open enrolment, while no other press of the same person changes it."""
    _hold_invitation(programme, person)
    return find_enrolment(programme, person)


def _hold_invitation(programme: Programme, person: Person) -> None:
    """One press of one person at a time; raises Forbidden for somebody who is not invited."""
    statement = select(Invitation.id).where(Invitation.programme_id == programme.id, Invitation.person_id == person.id)
    if db.session.scalar(statement.with_for_update()) is None:
        raise Forbidden(_("This programme is for other parts of the organisation, so there is nothing to join here."))


def _note(deed: str, enrolment: Enrolment, person: Person, **facts: object) -> None:
    """Seen in the audit trail by the person alone."""
    history.record(f"programmes.enrolment.{deed}", enrolment, by=person.id, role="employee", is_private=True, **facts)
