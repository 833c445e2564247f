"""What links do by themselves: single visits are forgotten after thirty days, only the totals of days stay."""

from __future__ import annotations

from datetime import timedelta

from advocacy.foundation.jobs import job
from advocacy.links import services


@job("links.forget_old_visits", every=timedelta(days=1))
def forget_old_visits() -> None:
    """Once a day."""
    services.forget_old_visits()
