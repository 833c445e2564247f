"""Letters are delivered one by one, by the worker."""

from __future__ import annotations

from advocacy.foundation.database import db
from advocacy.foundation.jobs import job
from advocacy.foundation.pages import settings
from advocacy.mail import services
from advocacy.mail.transport import make_transport


@job(services.DELIVER, lease_seconds=90, tries=40)
def deliver_letter(letter: int) -> None:
    """Sends one letter. That it is being sent is committed first, so that a crash cannot send a second one unseen."""
    row = services.begin_delivery(letter)
    db.session.commit()
    if row is None:
        return
    # The row is read and let go of first: nothing may be locked while the mail server takes its time.
    db.session.refresh(row)
    db.session.expunge(row)
    db.session.rollback()
    services.deliver(row, make_transport(settings()))
    db.session.add(row)
