"""Finding programmes and the parts of one."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from advocacy.accounts.access import Actor
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.foundation.i18n import LazyString
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.people.models import Person
from advocacy.programmes.access import is_begun, sees_by_part
from advocacy.programmes.models import Audience, Enrolment, Invitation, Programme, ProgrammeStatus, Purpose, Topic

#: The networks a programme may choose among, by the words `sharing` knows them by, in the order people see them.
NETWORK_LABELS: dict[str, str | LazyString] = {
    "linkedin": "LinkedIn",
    "facebook": "Facebook",
    "x": "X",
    "bluesky": "Bluesky",
    "mastodon": "Mastodon",
    "threads": "Threads",
    "instagram": "Instagram",
    "whatsapp": "WhatsApp",
    "email": _("E-mail"),
}


def find_programme(public_id: str) -> Programme | None:
    """A programme by its public name."""
    return db.session.scalar(select(Programme).where(Programme.public_id == public_id).options(selectinload(Programme.units)))


def get_programme(public_id: str) -> Programme:
    """As ``find_programme``; raises Missing."""
    programme = find_programme(public_id)
    if programme is None:
        raise Missing
    return programme


def launched_programmes() -> Sequence[Programme]:
    """All that are launched and not closed, the newest first."""
    statement = select(Programme).where(Programme.status == ProgrammeStatus.LAUNCHED)
    return db.session.scalars(statement.order_by(Programme.launched_at.desc(), Programme.id)).all()


def programmes_for(person: Person) -> Sequence[Programme]:
    """The launched programmes somebody is invited to or takes part in, the newest first."""
    invited = select(Invitation.programme_id).where(Invitation.person_id == person.id)
    joined = select(Enrolment.programme_id).where(Enrolment.person_id == person.id, Enrolment.stopped_at.is_(None))
    statement = select(Programme).where(
        Programme.status == ProgrammeStatus.LAUNCHED, or_(Programme.id.in_(invited), Programme.id.in_(joined))
    )
    return db.session.scalars(statement.order_by(Programme.launched_at.desc(), Programme.id)).all()


def visible_programmes(actor: Actor) -> list[Programme]:
    """Every programme this person may see, those in preparation first, then the newest. There are few in a house."""
    statement = select(Programme).options(selectinload(Programme.units), joinedload(Programme.initiator), joinedload(Programme.owner))
    found = db.session.scalars(statement.order_by(Programme.launched_at.is_not(None), Programme.launched_at.desc(), Programme.id)).all()
    invited = set(db.session.scalars(select(Invitation.programme_id).where(Invitation.person_id == actor.person.id)))
    return [each for each in found if sees_by_part(actor, each) or (is_begun(each) and each.id in invited)]


def find_purpose(programme: Programme, public_id: str) -> Purpose | None:
    """One of this programme's purposes by its public name."""
    return next((each for each in programme.purposes if each.public_id == public_id), None)


def find_topic(programme: Programme, public_id: str) -> Topic | None:
    """One of this programme's topics by its public name."""
    return next((each for each in programme.topics if each.public_id == public_id), None)


def find_audience(programme: Programme, public_id: str) -> Audience | None:
    """One of this programme's audiences by its public name."""
    return next((each for each in programme.audiences if each.public_id == public_id), None)
