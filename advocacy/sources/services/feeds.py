"""Following a feed: added, read in turns, paused by hand or by its own failures, resumed by hand."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import func, select

from advocacy.accounts.access import Actor
from advocacy.accounts.models import Role
from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db
from advocacy.foundation.errors import InvalidInput, Refusal
from advocacy.foundation.i18n import LOCALES
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.history import services as history
from advocacy.programmes.models import Programme, Topic
from advocacy.programmes.queries import find_topic
from advocacy.sources.models import Finding, FindingStatus, Source, SourceStatus
from advocacy.sources.outside import FeedRead
from advocacy.sources.reading import FoundTold

READ_FEED = "sources.read_feed"
READ_EVERY = timedelta(hours=1)
MOST_FAILURES = 5
MOST_FEEDS = 50


def follow_feed(programme: Programme, actor: Actor, read: FeedRead, *, language: str, topic: str) -> Source:
    """Adds a feed that has just been read, with what it told; raises InvalidInput for one that is followed already."""
    db.session.execute(select(Programme.id).where(Programme.id == programme.id).with_for_update())
    found = _chosen_topic(programme, language, topic)
    if db.session.scalar(select(Source.id).where(Source.programme_id == programme.id, Source.address == read.address)) is not None:
        raise InvalidInput({"address": _("This feed is followed already.")})
    if (db.session.scalar(select(func.count()).where(Source.programme_id == programme.id)) or 0) >= MOST_FEEDS:
        raise Refusal(_("A programme can follow %(max)d feeds at most.", max=MOST_FEEDS))
    source = Source(
        programme=programme,
        address=read.address,
        name=(read.told.title if read.told else "") or read.address[:300],
        language=language,
        topic=found,
        due_at=clock.now(),
        added_by_id=actor.person.id,
    )
    db.session.add(source)
    db.session.flush()
    keep_found(source, read)
    _record("sources.feed.followed", source, actor)
    return source


def change_feed(source: Source, actor: Actor, *, language: str, topic: str) -> Source:
    """Another language or topic for the drafts to come."""
    source.topic, source.language = _chosen_topic(source.programme, language, topic), language
    _record("sources.feed.changed", source, actor)
    return source


def pause_feed(source: Source, actor: Actor) -> Source:
    """It is not read until somebody resumes it."""
    if source.status is not SourceStatus.READ:
        raise Refusal(_("This feed is paused already."))
    source.status = SourceStatus.PAUSED
    _record("sources.feed.paused", source, actor)
    return source


def resume_feed(source: Source, actor: Actor) -> Source:
    """It is read again, from now on; its failures are forgotten."""
    if source.status is SourceStatus.READ:
        raise Refusal(_("This feed is being read already."))
    source.status, source.failure_count, source.failed_at, source.due_at = SourceStatus.READ, 0, None, clock.now()
    _record("sources.feed.resumed", source, actor)
    read_feed_now(source)
    return source


def read_feed_now(source: Source) -> None:
    """Asks for a turn out of order; pressed several times within a minute it is one."""
    moment = clock.now()
    jobs.ask_for(READ_FEED, unique_key=f"{READ_FEED} {source.id} {moment:%Y%m%d%H%M}", source=source.id)


def keep_found(source: Source, read: FeedRead) -> int:
    """Keeps what a feed told and says how much of it is new; the feed's next turn comes in about an hour.

    What a draft was made of stays as it was (attack row M23); that the feed has changed it is noted for the editor.
    """
    moment = clock.now()
    source.read_at, source.failure_count, source.failed_at = moment, 0, None
    source.etag, source.last_modified, source.due_at = read.etag, read.last_modified, _next_turn(moment, READ_EVERY)
    if read.told is None:
        return 0
    known = _known(source, [each.digest for each in read.told.found])
    # Feeds tell the newest first; kept the other way round, the newest has the highest number.
    fresh = [Finding(source=source, digest=each.digest, **_values(each)) for each in reversed(read.told.found) if each.digest not in known]
    db.session.add_all(fresh)
    for each in read.told.found:
        if each.digest in known:
            _compare(known[each.digest], each, moment)
    db.session.flush()
    return len(fresh)


def note_failure(source: Source, *, is_gone: bool = False) -> None:
    """One more failure in a row: the next turn comes later and later, and after five the feed waits for an editor (attack row F19)."""
    moment = clock.now()
    source.failure_count += 1
    source.due_at = _next_turn(moment, READ_EVERY * 2 ** (source.failure_count - 1))
    if is_gone or source.failure_count >= MOST_FAILURES:
        source.status, source.failed_at = SourceStatus.FAILED, moment
        history.record("sources.feed.failed", source, by=None)


def _next_turn(moment: datetime, wait: timedelta) -> datetime:
    """A tenth sooner or later, so that not all feeds of a site are asked at once."""
    return moment + wait * (0.9 + secrets.randbelow(201) / 1000)


def _known(source: Source, digests: list[str]) -> dict[str, Finding]:
    statement = select(Finding).where(Finding.source_id == source.id, Finding.digest.in_(digests))
    return {finding.digest: finding for finding in db.session.scalars(statement)}


def _values(told: FoundTold) -> dict[str, object]:
    return {"title": told.title, "words": told.words, "address": told.address, "picture_address": told.picture, "told_at": told.told_at}


def _compare(finding: Finding, told: FoundTold, moment: datetime) -> None:
    values = _values(told)
    if all(getattr(finding, name) == values[name] for name in ("title", "words", "address")):
        return
    if finding.status is FindingStatus.DRAFTED:
        finding.changed_at = finding.changed_at or moment
        return
    for name, value in values.items():
        setattr(finding, name, value)


def _chosen_topic(programme: Programme, language: str, topic: str) -> Topic | None:
    if language not in LOCALES:
        raise InvalidInput({"language": _("Choose a language.")})
    found = find_topic(programme, topic)
    if topic and found is None:
        raise InvalidInput({"topic": _("This is not one of the programme's own. Choose again.")})
    return found


def _record(deed: str, source: Source, actor: Actor) -> None:
    history.record(deed, source, by=actor.person.id, role=actor.role_word(Role.EDITOR))
