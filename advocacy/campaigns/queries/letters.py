"""Who is written to at a kick-off: those who take part in the programme, and nobody else."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, func, select

from advocacy.campaigns.models import Campaign
from advocacy.foundation.database import db
from advocacy.people.models import Person
from advocacy.programmes.models import Enrolment, Pause


def count_letters(campaign: Campaign) -> int:
    """How many letters a kick-off would write today."""
    return db.session.scalar(select(func.count()).select_from(_readers(campaign).subquery())) or 0


def people_to_write_to(campaign: Campaign, *, after: int, limit: int) -> Sequence[Person]:
    """The next ones, in the order of their numbers."""
    return db.session.scalars(_readers(campaign).where(Person.id > after).order_by(Person.id).limit(limit)).all()


def _readers(campaign: Campaign) -> Select[Person]:
    """They take part, hold no pause, have an address, and are not the one who writes."""
    paused = select(Pause.id).where(Pause.enrolment_id == Enrolment.id, Pause.ended_at.is_(None))
    taking_part = select(Enrolment.person_id).where(
        Enrolment.programme_id == campaign.programme_id, Enrolment.stopped_at.is_(None), ~paused.exists()
    )
    writer = campaign.kicked_off_by_id or campaign.programme.initiator_id
    return select(Person).where(Person.is_active, Person.email.is_not(None), Person.id != writer, Person.id.in_(taking_part))
