"""What sources do by themselves: they ask each feed in its turn whether anything is new, and forget what is old."""

from __future__ import annotations

from datetime import timedelta

import structlog

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.jobs import ask_for, job
from advocacy.sources import outside, queries, services
from advocacy.sources.models import Source, SourceStatus
from advocacy.sources.services.feeds import READ_FEED

log = structlog.get_logger()


@job("sources.read_feeds", every=timedelta(minutes=5))
def read_feeds() -> None:
    """Gives every feed whose turn it is a job of its own, so that a slow one keeps nobody waiting."""
    moment = clock.now()
    for number in queries.due_sources(moment):
        ask_for(READ_FEED, unique_key=f"{READ_FEED} {number} {moment:%Y%m%d%H%M}", source=number)


@job(READ_FEED, lease_seconds=120, tries=3)
def read_feed(source: int) -> None:
    """Asks one feed and keeps what it tells. Nothing is locked while another machine takes its time."""
    from advocacy.foundation.egress import Known  # Web workers know this job but never do it.

    found = db.session.get(Source, source)
    if found is None or found.status is not SourceStatus.READ:
        return
    address, known = found.address, Known(found.etag, found.last_modified)
    db.session.commit()
    try:
        read = outside.read_again(address, known)
    except outside.Unread as error:
        log.info("feed_not_read", source=source, reason=str(error))
        services.note_failure(db.session.get_one(Source, source), is_gone=error.is_gone)
        return
    services.keep_found(db.session.get_one(Source, source), read)


@job("sources.forget_old", every=timedelta(days=1))
def forget_old() -> None:
    """Previews that are over, and the rows of spreadsheets nobody imported."""
    services.forget_old()
