"""One call: the address is judged, the page is asked for, and each redirect is judged anew."""

from __future__ import annotations

import ssl
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urljoin

import httpcore2

from advocacy.foundation.addresses import PORTS, WebAddress, is_public_name, number_of, read_address
from advocacy.foundation.egress.failures import EgressFailed, EgressRefused
from advocacy.foundation.egress.reading import body_of, headers_of
from advocacy.foundation.egress.wire import GuardedBackend

LIMIT_BYTES = 2_000_000
DEADLINE_SECONDS = 5.0
MOST_REDIRECTS = 3
USER_AGENT = "Advocacy/1.0 (reads a public page when an editor asks)"
SPEAKING_AGENT = "Advocacy/1.0 (speaks for a person who has connected this account)"

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LONGEST_MARK = 200


@dataclass(frozen=True)
class Fetched:
    """What came back, and ``url``, where it was in the end; header names are lower case, cookies dropped."""

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Known:
    """What a place said of its page last time (``ETag`` and ``Last-Modified``), so that it can answer 304 instead of sending it again."""

    etag: str = ""
    last_modified: str = ""

    @property
    def headers(self) -> list[tuple[str, str]]:
        """The two questions; a mark that is too long or not plain ASCII is not repeated."""
        asked = (("If-None-Match", self.etag), ("If-Modified-Since", self.last_modified))
        return [(name, mark) for name, mark in asked if 0 < len(mark) <= _LONGEST_MARK and mark.isascii() and mark.isprintable()]


@dataclass(frozen=True)
class _Bounds:
    """What one call may do; see ``fetch``."""

    accept: str
    limit_bytes: int
    ends_at: float
    own_hosts: frozenset[str]
    further_ports: frozenset[int]
    #: The place of the house that the configuration allows and that was asked for; the call stays there.
    home: str | None


@dataclass(frozen=True)
class _Question:
    """What is sent: a method, headers of the caller's own, and a body."""

    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    agent: str = USER_AGENT


def fetch(
    url: str,
    *,
    accept: str,
    limit_bytes: int = LIMIT_BYTES,
    deadline_seconds: float = DEADLINE_SECONDS,
    allowed: frozenset[str] = frozenset(),
    own_hosts: frozenset[str] = frozenset(),
    further_ports: frozenset[int] = frozenset(),
    known: Known | None = None,
) -> Fetched:
    """Reads one page with GET and at most three redirects; attack rows F01 to F15.

    Each name is asked for once, every number it has must be public, and one of those very numbers is called.
    ``limit_bytes`` is for the unpacked body, ``deadline_seconds`` for everything together. ``allowed`` are
    exact ``host:port`` places from the configuration that may lie in the house; a call to one stays there.
    ``own_hosts`` are this application's own names, which it never calls; ``further_ports`` are called besides 80 and 443.
    ``known`` is sent to the place that was asked for and to nobody it redirects to. Raises EgressRefused for an
    address that may not be called and EgressFailed for everything that goes wrong with one that may.
    """
    ends_at = time.monotonic() + deadline_seconds
    address = _read(url)
    home = address.place if address.place in allowed else None
    bounds = _Bounds(accept, limit_bytes, ends_at, own_hosts, further_ports, home)
    question = _Question(headers=tuple(known.headers) if known else ())
    for _hop in range(MOST_REDIRECTS + 1):
        _check(address, bounds)
        fetched = _ask(address, bounds, question)
        location = fetched.headers.get("location")
        if fetched.status not in _REDIRECTS or not location:
            return fetched
        address, question = _next(address, location), _Question()
    raise EgressFailed("redirects")


def call(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
    limit_bytes: int = LIMIT_BYTES,
    deadline_seconds: float = DEADLINE_SECONDS,
    allowed: frozenset[str] = frozenset(),
    own_hosts: frozenset[str] = frozenset(),
    further_ports: frozenset[int] = frozenset(),
) -> Fetched:
    """Speaks with another machine's interface: one request to one place, and no redirect is followed.

    The rules are those of ``fetch``; besides, outside the house only https is spoken, for what is sent is somebody's own.
    """
    address = _read(url)
    home = address.place if address.place in allowed else None
    if home is None and address.scheme != "https":
        raise EgressRefused("scheme")
    bounds = _Bounds("application/json", limit_bytes, time.monotonic() + deadline_seconds, own_hosts, further_ports, home)
    _check(address, bounds)
    return _ask(address, bounds, _Question(method, tuple((headers or {}).items()), body, SPEAKING_AGENT))


def _read(url: str) -> WebAddress:
    address = read_address(url)
    if address is None:
        raise EgressRefused("form")
    return address


def _check(address: WebAddress, bounds: _Bounds) -> None:
    if bounds.home is not None:
        if address.place != bounds.home:
            raise EgressRefused("redirect")
        return
    if address.host in bounds.own_hosts:
        raise EgressRefused("own host")
    if address.port != PORTS[address.scheme] and address.port not in bounds.further_ports:
        raise EgressRefused("port")
    if number_of(address.host) is None and not is_public_name(address.host):
        raise EgressRefused("name")


def _next(address: WebAddress, location: str) -> WebAddress:
    """Where a redirect leads; never from https back to http (row F08)."""
    following = _read(urljoin(str(address), location))
    if address.scheme == "https" and following.scheme == "http":
        raise EgressRefused("downgrade")
    return following


def _ask(address: WebAddress, bounds: _Bounds, question: _Question) -> Fetched:
    guard = GuardedBackend(bounds.ends_at, is_home=bounds.home is not None)
    url = httpcore2.URL(scheme=address.scheme, host=address.host, port=address.port, target=address.target)
    headers = [("Host", address.authority), ("User-Agent", question.agent), ("Accept", bounds.accept)]
    headers += [("Accept-Encoding", "gzip, deflate"), ("Connection", "close"), *question.headers]
    if question.body:
        headers.append(("Content-Length", str(len(question.body))))
    try:
        with (
            httpcore2.ConnectionPool(ssl_context=_ssl_context(), network_backend=guard) as pool,
            pool.stream(question.method, url, headers=headers, content=question.body or None) as response,
        ):
            told = headers_of(response.headers)
            # What comes with a redirect is for browsers; nobody reads it here.
            pieces = () if response.status in _REDIRECTS or question.method == "HEAD" else response.iter_stream()
            body = body_of(pieces, told.get("content-encoding", ""), bounds.limit_bytes)
            return Fetched(response.status, str(address), told, body)
    except httpcore2.TimeoutException as error:
        raise EgressFailed("too late") from error
    except (httpcore2.NetworkError, httpcore2.ProtocolError, OSError, zlib.error) as error:
        raise EgressFailed("connection") from error


@lru_cache(maxsize=1)
def _ssl_context() -> ssl.SSLContext:
    """The system's certificates; there is no way to call without checking them (row F13)."""
    return httpcore2.default_ssl_context()
