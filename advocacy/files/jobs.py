"""What is done with pictures by itself: once a day, pictures nobody used and files that belong to nothing are removed."""

from __future__ import annotations

from datetime import timedelta

from advocacy.files import services
from advocacy.foundation import clock
from advocacy.foundation.jobs import job

KEPT_FOR = timedelta(days=1)
#: A form or a draft somebody has kept open may still name a picture that no row speaks of.
UNUSED_KEPT_FOR = timedelta(days=30)


@job("files.sweep_pictures", every=timedelta(days=1))
def sweep_pictures() -> None:
    """A day is long enough for any upload to end, so what no row speaks of by then belongs to nobody."""
    services.sweep_pictures(before=clock.now() - KEPT_FOR)


@job("files.forget_pictures", every=timedelta(days=1))
def forget_pictures() -> None:
    """Previews that were looked at and left, and pictures that were exchanged before anybody saw them."""
    services.forget_pictures(before=clock.now() - UNUSED_KEPT_FOR)
