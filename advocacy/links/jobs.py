"""What links do by themselves: single visits are forgotten after thirty days, only the totals of days stay."""

from __future__ import annotations

from datetime import timedelta

from advocacy.foundation.jobs import job
from advocacy.links import services


@job("links.forget_old_visits", every=timedelta(hours=1))
def forget_old_visits() -> None:
    """Every hour, so that marks of visitors do not outlive their day by long."""
    services.forget_old_visits()
