"""The launch: a formal act by the initiator. Everybody in the programme's units is invited and written to, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import CursorResult, insert, literal, select

from advocacy.accounts.access import Actor
from advocacy.accounts.models import Role
from advocacy.accounts.queries import grants_of
from advocacy.foundation import clock, jobs
from advocacy.foundation.database import Moment, db
from advocacy.foundation.errors import Forbidden, InvalidInput, Refusal
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.history import services as history
from advocacy.mail import services as mail
from advocacy.people.models import Person
from advocacy.people.queries import within
from advocacy.programmes import events, mails
from advocacy.programmes.access import can_launch_programme
from advocacy.programmes.models import Invitation, Programme, ProgrammeStatus
from advocacy.programmes.queries import Readiness, launched_programmes, people_to_write_to, readiness_of
from advocacy.programmes.services.changing import hold

WRITE_LETTERS = "programmes.write_launch_letters"
LETTERS_AT_ONCE = 200


class NotReady(InvalidInput):
    """Something is missing before the launch; ``problems`` maps each missing step to its sentence."""

    status = 409

    def __init__(self, readiness: Readiness) -> None:
        super().__init__({step.key: step.missing for step in readiness.missing_steps})
        missing = " ".join(f"{step.label}: {step.missing}" for step in readiness.missing_steps)
        self.sentence = _("The programme is not ready to be launched. %(missing)s", missing=missing)


def launch_programme(programme: Programme, actor: Actor) -> int:
    """Launches, once and for good; returns how many people are invited. Who it was is written down as they are called today."""
    hold(programme)
    if not can_launch_programme(replace(actor, grants=grants_of(actor.person.id)), programme):
        raise Forbidden(_("Only the initiator, as director for all of its units, can launch the programme."))
    if programme.status is not ProgrammeStatus.IN_PREPARATION:
        raise Refusal(_("The programme has been launched already."))
    readiness = readiness_of(programme)
    if not readiness.is_ready:
        raise NotReady(readiness)
    programme.status, programme.launched_at = ProgrammeStatus.LAUNCHED, clock.now()
    programme.launched_by_name, programme.launched_by_title = actor.person.name, actor.person.title
    db.session.flush()
    invited = _invite(programme, programme.launched_at)
    jobs.ask_for(WRITE_LETTERS, unique_key=f"{WRITE_LETTERS}:{programme.id}:0", programme=programme.id, after=0)
    history.record("programmes.programme.launched", programme, by=actor.person.id, role=Role.DIRECTOR.value, invited=invited)
    events.programme_launched.announce(programme=programme, actor=actor)
    return invited


def invite_newcomers() -> int:
    """Colleagues who came into a programme's units after the launch are invited too; they see it on their front page."""
    return sum(_invite(programme, clock.now()) for programme in launched_programmes())


def _invite(programme: Programme, moment: datetime) -> int:
    """One statement, however many thousands: everybody who works in the programme's units and is not invited yet."""
    already = select(Invitation.person_id).where(Invitation.programme_id == programme.id)
    people = select(literal(programme.id), Person.id, literal(moment, Moment())).where(
        Person.is_active, Person.unit_id.in_(within(programme.units)), Person.id.not_in(already)
    )
    statement = insert(Invitation).from_select(["programme_id", "person_id", "invited_at"], people)
    written = db.session.execute(statement.execution_options(preserve_rowcount=True))
    assert isinstance(written, CursorResult)
    return written.rowcount


def write_launch_letters(programme: Programme, *, after: int) -> None:
    """Writes the next letters, each in its reader's language, and asks for the rest.

    Letters and the next piece of work are one transaction, and each letter has a key of its own: a worker that is killed or
    does it twice writes nobody a second one.
    """
    people = people_to_write_to(programme, after=after, limit=LETTERS_AT_ONCE)
    letters = {locale: mails.launch_letter(programme, locale) for locale in {person.locale for person in people}}
    for person in people:
        mail.post(
            letters[person.locale], person_id=person.id, address=person.email, unique_key=f"launch:{programme.public_id}:{person.public_id}"
        )
    if len(people) == LETTERS_AT_ONCE:
        last = people[-1].id
        jobs.ask_for(WRITE_LETTERS, unique_key=f"{WRITE_LETTERS}:{programme.id}:{last}", programme=programme.id, after=last)
