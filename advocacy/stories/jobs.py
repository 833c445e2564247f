"""What stories do by themselves: they come into sight at the moment their editors have chosen, and forget words nobody came back to."""

from __future__ import annotations

from datetime import timedelta

from advocacy.foundation import clock
from advocacy.foundation.jobs import job
from advocacy.stories import services
from advocacy.stories.services import keeping, publishing

DRAFTS_KEPT_FOR = timedelta(days=30)


@job(publishing.BEGIN_SHOWING)
def begin_showing(version: str) -> None:
    """A version's moment has come: its picture opens, or it takes the place of the one before."""
    services.begin_showing(version)


@job("stories.sweep_drafts", every=timedelta(days=1))
def sweep_drafts() -> None:
    """What was typed, kept, and not come back to for a month."""
    keeping.sweep_drafts(before=clock.now() - DRAFTS_KEPT_FOR)
