"""What the library does by itself: it looks after the search, a part at a time."""

from __future__ import annotations

from datetime import timedelta

import structlog

from advocacy.foundation.jobs import ask_for, job
from advocacy.library import services

log = structlog.get_logger()
#: So few that nobody waits long for the database meanwhile.
AT_ONCE = 100


@job("library.mend_search", every=timedelta(minutes=10))
def mend_search() -> None:
    """Reads anew what the search does not know: after an upgrade, a restored backup, or a topic that got another name."""
    mended = services.mend_index(at_most=AT_ONCE)
    if mended:
        log.info("search_mended", stories=mended)
    if mended >= AT_ONCE:
        ask_for("library.mend_search")
