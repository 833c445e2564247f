"""What is done with pictures by itself: once a day, files that belong to nothing are removed."""

from __future__ import annotations

from datetime import timedelta

from advocacy.files import services
from advocacy.foundation import clock
from advocacy.foundation.jobs import job

KEPT_FOR = timedelta(days=1)


@job("files.sweep_pictures", every=timedelta(days=1))
def sweep_pictures() -> None:
    """A day is long enough for any upload to end, so what no row speaks of by then belongs to nobody."""
    services.sweep_pictures(before=clock.now() - KEPT_FOR)
