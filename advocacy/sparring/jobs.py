"""What sparring does in the background: telling of messages, reminding partners, and removing what nobody touches any more."""

from __future__ import annotations

from datetime import timedelta

from advocacy.foundation.database import db
from advocacy.foundation.jobs import job
from advocacy.sparring import services
from advocacy.sparring.models import SparringMessage


@job(services.TELL)
def tell_of_message(message: int) -> None:
    """Writes one letter, or none when it is not needed any more."""
    found = db.session.get(SparringMessage, message)
    if found is not None:
        services.tell_of_message(found)


@job(services.REMIND, every=timedelta(hours=1))
def remind_partners() -> None:
    """Looks each hour, so that a reminder comes in the morning of the last day."""
    services.remind_partners()


@job("sparring.sweep_own_stories", every=timedelta(days=1))
def sweep_own_stories() -> None:
    """A few hundred at a time; what is left comes the next day."""
    services.sweep_own_stories()
