"""What sources ask of other machines, always through the one guarded way out: pages, their pictures, and feeds."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import structlog

from advocacy.foundation.errors import InvalidInput, TooManyTries
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.pages import settings
from advocacy.sources.reading import FeedTold, PageTold, read_feed, read_page
from advocacy.sources.reading.pages import is_page

if TYPE_CHECKING:
    from advocacy.foundation.egress import Fetched, Known

log = structlog.get_logger()
#: For a page and its picture together: an editor waits for it.
DEADLINE_SECONDS = 5.0
LARGEST_PICTURE = 5_000_000
#: A failure is told after one of these times and not before, so that nobody learns from how long it took (attack row F21).
TELLING_TIMES = (1.0, DEADLINE_SECONDS + 1)
_PAGES = "text/html,application/xhtml+xml;q=0.9"
_FEEDS = "application/rss+xml,application/atom+xml,application/xml;q=0.9,text/xml;q=0.8,text/html;q=0.5"
_PICTURES = "image/jpeg,image/png,image/webp,image/gif"
#: A web worker has few threads, and most of them are for those who read.
_at_once = threading.BoundedSemaphore(2)
_LONGEST_QUEUE_SECONDS = 2


class Unread(Exception):
    """The other side could not be read; ``is_gone`` when it says that it will never be there again."""

    def __init__(self, reason: str, *, is_gone: bool = False) -> None:
        super().__init__(reason)
        self.is_gone = is_gone


@dataclass(frozen=True)
class Looked:
    """A page and the bytes of its picture, which may be none."""

    page: PageTold
    picture: bytes


@dataclass(frozen=True)
class FeedRead:
    """A feed, where it is, and what it said of its state; ``told`` is None when nothing has changed since last time."""

    address: str
    told: FeedTold | None
    etag: str = ""
    last_modified: str = ""


def look_at_page(url: str) -> Looked:
    """What an editor sees of a page whose address they pasted; raises InvalidInput with one sentence for every cause (row M22)."""
    with _telling_nothing(_("We could not read this page. Check the address, or write the story yourself.")) as ends_at:
        fetched = _ask(url, accept=_PAGES, ends_at=ends_at)
        page = read_page(fetched.body, fetched.headers.get("content-type", ""), fetched.url) if _is_page(fetched) else None
        if page is None:
            raise Unread("no page")
        return Looked(page, _picture(page.picture, ends_at))


def look_at_feed(url: str) -> FeedRead:
    """A feed somebody wants to follow: the address itself, or the feed that the page behind it names. Raises InvalidInput."""
    with _telling_nothing(_("We could not read a feed there. Check the address: it often ends in rss, feed or xml.")) as ends_at:
        read = _feed(_ask(url, accept=_FEEDS, ends_at=ends_at))
        if isinstance(read, PageTold):
            read = _feed(_ask(read.feed, accept=_FEEDS, ends_at=ends_at))
        if isinstance(read, PageTold):
            raise Unread("no feed")
        return read


def read_again(url: str, known: Known) -> FeedRead:
    """A feed that is followed, asked by a job whether anything is new; raises Unread."""
    fetched = _ask(url, accept=_FEEDS, ends_at=time.monotonic() + DEADLINE_SECONDS * 2, known=known)
    if fetched.status == 304:
        return FeedRead(url, None, known.etag, known.last_modified)
    read = _feed(fetched)
    if isinstance(read, PageTold):
        raise Unread("no feed any more")
    return read


def picture_at(url: str) -> bytes:
    """The picture a feed names for something it tells; nothing when it cannot be had."""
    return _picture(url, time.monotonic() + DEADLINE_SECONDS) if url else b""


@contextmanager
def _telling_nothing(sentence: object) -> Iterator[float]:
    """Gives the moment by which all must be done. Whatever goes wrong inside is told in one sentence after a set time (row F21)."""
    if not _at_once.acquire(timeout=_LONGEST_QUEUE_SECONDS):
        raise TooManyTries(5)
    began = time.monotonic()
    try:
        yield began + DEADLINE_SECONDS
    except Unread as error:
        log.info("page_not_read", reason=str(error))
        _wait_until_told(began)
        raise InvalidInput({"address": sentence}) from error
    finally:
        _at_once.release()


def _wait_until_told(began: float) -> None:
    passed = time.monotonic() - began
    time.sleep(max(0.0, next((moment for moment in TELLING_TIMES if moment >= passed), passed) - passed))


def _ask(url: str, *, accept: str, ends_at: float, limit_bytes: int | None = None, known: Known | None = None) -> Fetched:
    from advocacy.foundation import egress  # It takes a third of a second to load, and most web workers never need it.

    named = settings()
    try:
        return egress.fetch(
            url,
            accept=accept,
            limit_bytes=limit_bytes or egress.LIMIT_BYTES,
            deadline_seconds=max(0.1, ends_at - time.monotonic()),
            allowed=named.egress_places,
            own_hosts=named.own_hosts,
            further_ports=named.egress_further_ports,
            known=known,
        )
    except egress.EgressRefused as error:
        log.warning("egress_refused", reason=error.reason, host=_host(url))
        raise Unread(error.reason) from error
    except egress.EgressFailed as error:
        raise Unread(error.reason) from error


def _is_page(fetched: Fetched) -> bool:
    return fetched.status == 200 and is_page(fetched.headers.get("content-type", ""))


def _feed(fetched: Fetched) -> FeedRead | PageTold:
    """What was found: a feed, or a page that names one."""
    kind = fetched.headers.get("content-type", "")
    if fetched.status != 200:
        raise Unread(f"status {fetched.status}", is_gone=fetched.status == 410)
    told = read_feed(fetched.body, kind, fetched.url)
    if told is not None:
        return FeedRead(fetched.url, told, fetched.headers.get("etag", "")[:200], fetched.headers.get("last-modified", "")[:200])
    page = read_page(fetched.body, kind, fetched.url) if is_page(kind) else None
    if page is None or not page.feed:
        raise Unread("no feed")
    return page


def _picture(url: str, ends_at: float) -> bytes:
    """A page without its picture is better than none, so nothing that is wrong with a picture is an error."""
    if not url or ends_at - time.monotonic() < 0.2:
        return b""
    try:
        fetched = _ask(url, accept=_PICTURES, ends_at=ends_at, limit_bytes=LARGEST_PICTURE)
    except Unread:
        return b""
    return fetched.body if fetched.status == 200 else b""


def _host(url: str) -> str:
    """For the log: where somebody wanted to go, without what they asked for there."""
    try:
        return (urlsplit(url).hostname or "")[:253]
    except ValueError:
        return ""
