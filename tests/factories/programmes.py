"""Programmes and the people in them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.people.models import Person
from advocacy.programmes.models import (
    Audience,
    Enrolment,
    Guideline,
    GuidelineAcceptance,
    Invitation,
    Programme,
    ProgrammeNetwork,
    ProgrammeStatus,
    Purpose,
    Topic,
)
from tests.people import Cast

GUIDELINE = {
    "summary": {"da": "Ti linjer.", "en": "Ten lines."},
    "lines": [{"heading": {"da": "Du bestemmer selv", "en": "You decide"}, "body": {"da": "Altid.", "en": "Always."}}],
    "is": [{"da": "Frivilligt.", "en": "Voluntary."}],
    "is_not": [{"da": "En pligt.", "en": "A duty."}],
    "backing": {"da": "Jeg står bag dig.", "en": "I stand behind you."},
}


def texts(word: str) -> dict[str, str]:
    """The same word in both languages, told apart."""
    return {"da": f"{word} (da)", "en": word}


def make_programme(cast: Cast, *, is_launched: bool = True, **changes: Any) -> Programme:
    """A programme with all that readiness asks for, launched unless told otherwise; the whole of Bredfjord is in it."""
    values: dict[str, Any] = {
        "name": {"da": "Vi er Bredfjord", "en": "We are Bredfjord"},
        "owner_id": cast.lone.id,
        "initiator_id": cast.birgitte.id,
        "sparring_partner_id": cast.emil.id,
        "awareness_plan": texts("Team meetings and a poster"),
        "mandate": texts("Agreed with the mayor"),
        "mandate_agreed_on": date(2026, 9, 1),
        "mandate_review_on": date(2027, 9, 1),
        "kick_off": texts("Now we begin"),
    }
    programme = Programme(**{**values, **changes})
    programme.units = [db.session.merge(cast.root)]
    programme.purposes = [Purpose(position=0, text=texts("More colleagues in care"))]
    programme.topics = [Topic(position=n, text=texts(word)) for n, word in enumerate(("Care that works", "Nature", "Schools"))]
    programme.audiences = [Audience(position=0, text=texts("Future colleagues"))]
    programme.networks = [
        ProgrammeNetwork(position=n, network=network, purpose=texts("Be seen")) for n, network in enumerate(("linkedin", "facebook"))
    ]
    db.session.add(programme)
    db.session.flush()
    db.session.add(Guideline(programme_id=programme.id, number=1, text=GUIDELINE, adopted_at=clock.now(), adopted_by_id=cast.lone.id))
    if is_launched:
        programme.status = ProgrammeStatus.LAUNCHED
        programme.launched_at = clock.now()
        programme.launched_by_name, programme.launched_by_title = cast.birgitte.name, cast.birgitte.title
    db.session.flush()
    return programme


def begin_programme(cast: Cast, **changes: Any) -> Programme:
    """A programme with a name, an initiator and units, and everything else still missing."""
    values: dict[str, Any] = {"name": {"da": "Faglige stemmer", "en": "Professional voices"}, "initiator_id": cast.birgitte.id}
    programme = Programme(**{**values, **changes})
    programme.units = [db.session.merge(cast.root)]
    db.session.add(programme)
    db.session.flush()
    return programme


def invite(programme: Programme, *people: Person, at: datetime | None = None) -> None:
    """Invitations, as the launch would have written them."""
    for person in people:
        db.session.add(Invitation(programme_id=programme.id, person_id=person.id, invited_at=at or clock.now()))
    db.session.flush()


def enrol(programme: Programme, person: Person, *, joined_at: datetime | None = None) -> Enrolment:
    """Somebody takes part, invited and with the guideline accepted, since a day ago unless told otherwise."""
    moment = joined_at or clock.now() - timedelta(days=1)
    if not db.session.query(Invitation).filter_by(programme_id=programme.id, person_id=person.id).count():
        invite(programme, person, at=moment)
    guideline = db.session.query(Guideline).filter_by(programme_id=programme.id).one()
    db.session.add(GuidelineAcceptance(guideline_id=guideline.id, person_id=person.id, accepted_at=moment))
    enrolment = Enrolment(programme_id=programme.id, person_id=person.id, joined_at=moment)
    db.session.add(enrolment)
    db.session.flush()
    return enrolment
