"""What sharing does by itself: writes to those who are asked to take a post down."""

from __future__ import annotations

from advocacy.foundation.database import db
from advocacy.foundation.jobs import job
from advocacy.sharing import services


@job(services.WRITE_LETTERS)
def write_take_down_letters(picture: int) -> None:
    """A hundred letters at a time, each once, until all are in the outbox."""
    while services.write_take_down_letters(picture):
        db.session.flush()
