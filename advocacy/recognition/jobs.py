"""What recognition does in the background: telling an employee that a leader has thanked them."""

from __future__ import annotations

from advocacy.foundation.database import db
from advocacy.foundation.jobs import job
from advocacy.recognition import services
from advocacy.recognition.models import Acknowledgement


@job(services.TELL)
def tell_of_thanks(acknowledgement: int) -> None:
    """Writes one letter, or none when it is not needed any more."""
    found = db.session.get(Acknowledgement, acknowledgement)
    if found is not None:
        services.tell_of_thanks(found)
