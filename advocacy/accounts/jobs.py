"""Once a day, what nobody can use any more is forgotten."""

from __future__ import annotations

from datetime import timedelta

from advocacy.accounts import services
from advocacy.foundation.jobs import job
from advocacy.foundation.pages import settings


@job("accounts.forget_what_is_over", every=timedelta(days=1))
def forget_what_is_over() -> None:
    """Sign-ins, tries, keys and finished jobs."""
    services.forget_what_is_over(idle=timedelta(minutes=settings().session_idle_minutes))
