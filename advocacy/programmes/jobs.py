"""What programmes do in the background: letters after a launch, and invitations for colleagues who come later."""

from __future__ import annotations

from datetime import timedelta

from advocacy.foundation.database import db
from advocacy.foundation.jobs import job
from advocacy.programmes import services
from advocacy.programmes.models import Programme
from advocacy.programmes.services.launching import WRITE_LETTERS


@job(WRITE_LETTERS, lease_seconds=180, tries=20)
def write_launch_letters(programme: int, after: int) -> None:
    """Writes some launch letters and asks for the next ones."""
    services.write_launch_letters(db.session.get_one(Programme, programme), after=after)


@job("programmes.invite_newcomers", every=timedelta(hours=1))
def invite_newcomers() -> None:
    """Invites those who came into a programme's units since the launch."""
    services.invite_newcomers()
