"""The one way out: every call from this application to another machine is checked at this door."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urljoin

import httpcore2

from advocacy.foundation.addresses import PORTS, Number, WebAddress, is_public_name, is_public_number, number_of, read_address
from advocacy.foundation.errors import AdvocacyError
from advocacy.foundation.i18n import lazy_gettext as _

LIMIT_BYTES = 2_000_000
DEADLINE_SECONDS = 5.0
MOST_REDIRECTS = 3
USER_AGENT = "Advocacy/1.0 (reads a public page when an editor asks)"

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PIECE = 65_536
_MOST_HEADERS = 200
_MOST_ADDRESSES_TRIED = 4
_MOST_NAME_LOOKUPS = 16
_NEVER_TOLD = frozenset({"set-cookie", "set-cookie2"})
_lookups = threading.BoundedSemaphore(_MOST_NAME_LOOKUPS)


class EgressFailed(AdvocacyError):
    """The other side could not be read. One sentence for every cause, so that nobody can map a network by it.

    ``reason`` is a word for the log, never for a page (attack row F21).
    """

    status = 502
    sentence_for_people: object = _("The page behind this address could not be read.")

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.sentence = self.sentence_for_people


class EgressRefused(EgressFailed):
    """This application does not call that address."""

    status = 422
    sentence_for_people = _("This address is not allowed.")


@dataclass(frozen=True)
class Fetched:
    """What came back, and ``url``, where it was in the end; header names are lower case, cookies dropped."""

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes


def fetch(
    url: str,
    *,
    accept: str,
    limit_bytes: int = LIMIT_BYTES,
    deadline_seconds: float = DEADLINE_SECONDS,
    allowed: frozenset[str] = frozenset(),
    own_hosts: frozenset[str] = frozenset(),
) -> Fetched:
    """Reads one page with GET and at most three redirects; attack rows F01 to F15.

    Each name is asked for once, every number it has must be public, and one of those very numbers is called.
    ``limit_bytes`` is for the unpacked body, ``deadline_seconds`` for everything together. ``allowed`` are
    exact ``host:port`` places from the configuration that may lie in the house; a call to one stays there.
    ``own_hosts`` are this application's own names, which it never calls. Raises EgressRefused for an
    address that may not be called and EgressFailed for everything that goes wrong with one that may.
    """
    ends_at = time.monotonic() + deadline_seconds
    address = _read(url)
    home = address.place if address.place in allowed else None
    for _hop in range(MOST_REDIRECTS + 1):
        _check(address, home, own_hosts)
        fetched = _ask(address, accept, limit_bytes, _GuardedBackend(ends_at, is_home=home is not None))
        location = fetched.headers.get("location")
        if fetched.status not in _REDIRECTS or not location:
            return fetched
        address = _next(address, location)
    raise EgressFailed("redirects")


def _read(url: str) -> WebAddress:
    address = read_address(url)
    if address is None:
        raise EgressRefused("form")
    return address


def _check(address: WebAddress, home: str | None, own_hosts: frozenset[str]) -> None:
    if home is not None:
        if address.place != home:
            raise EgressRefused("redirect")
        return
    if address.host in own_hosts:
        raise EgressRefused("own host")
    if address.port != PORTS[address.scheme]:
        raise EgressRefused("port")
    if number_of(address.host) is None and not is_public_name(address.host):
        raise EgressRefused("name")


def _next(address: WebAddress, location: str) -> WebAddress:
    """Where a redirect leads; never from https back to http (row F08)."""
    following = _read(urljoin(str(address), location))
    if address.scheme == "https" and following.scheme == "http":
        raise EgressRefused("downgrade")
    return following


def _ask(address: WebAddress, accept: str, limit_bytes: int, guard: _GuardedBackend) -> Fetched:
    url = httpcore2.URL(scheme=address.scheme, host=address.host, port=address.port, target=address.target)
    headers = [("Host", address.authority), ("User-Agent", USER_AGENT), ("Accept", accept)]
    headers += [("Accept-Encoding", "gzip, deflate"), ("Connection", "close")]
    try:
        with (
            httpcore2.ConnectionPool(ssl_context=_ssl_context(), network_backend=guard) as pool,
            pool.stream("GET", url, headers=headers) as response,
        ):
            told = _headers(response.headers)
            # What comes with a redirect is for browsers; nobody reads it here.
            pieces = () if response.status in _REDIRECTS else response.iter_stream()
            body = _body(pieces, told.get("content-encoding", ""), limit_bytes)
            return Fetched(response.status, str(address), told, body)
    except httpcore2.TimeoutException as error:
        raise EgressFailed("too late") from error
    except (httpcore2.NetworkError, httpcore2.ProtocolError, OSError, zlib.error) as error:
        raise EgressFailed("connection") from error


def _headers(raw: Sequence[tuple[bytes, bytes]]) -> dict[str, str]:
    if len(raw) > _MOST_HEADERS:
        raise EgressFailed("headers")
    told: dict[str, str] = {}
    for raw_name, raw_value in raw:
        name, value = raw_name.decode("latin-1").lower(), _text(raw_value)
        if name not in _NEVER_TOLD:
            told[name] = f"{told[name]}, {value}" if name in told else value
    return told


def _text(raw: bytes) -> str:
    """A header's value; places send addresses with Danish letters in either of two encodings."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _body(pieces: Iterable[bytes], encoding: str, limit_bytes: int) -> bytes:
    """The unpacked body, never more of it in memory than the limit and one piece (row F11)."""
    body = bytearray()
    for piece in _unpacked(pieces, encoding.strip().lower()):
        body += piece
        if len(body) > limit_bytes:
            raise EgressFailed("too big")
    return bytes(body)


def _unpacked(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    if encoding in ("", "identity"):
        yield from pieces
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise EgressFailed("encoding")
    unpacking = zlib.decompressobj(zlib.MAX_WBITS | 32)
    has_begun = False
    for piece in pieces:
        has_begun, packed = True, piece
        while packed and not unpacking.eof:
            yield unpacking.decompress(packed, _PIECE)
            packed = unpacking.unconsumed_tail
    if has_begun and not unpacking.eof:
        raise EgressFailed("cut short")


@lru_cache(maxsize=1)
def _ssl_context() -> ssl.SSLContext:
    """The system's certificates; there is no way to call without checking them (row F13)."""
    return httpcore2.default_ssl_context()


class _GuardedBackend(httpcore2.NetworkBackend):
    """Opens connections only to numbers that were checked, and lets none outlive the deadline."""

    def __init__(self, ends_at: float, *, is_home: bool) -> None:
        self._ends_at = ends_at
        self._is_home = is_home
        self._wire = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        numbers = _numbers_of(host, port, self._ends_at)
        if not self._is_home and not all(is_public_number(number) for number in numbers):
            raise EgressRefused("address")
        return self._first_answering(numbers[:_MOST_ADDRESSES_TRIED], port)

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None
    ) -> httpcore2.NetworkStream:
        raise EgressRefused("scheme")

    def _first_answering(self, numbers: list[Number], port: int) -> httpcore2.NetworkStream:
        """The first that answers; each gets its part of the time, so that a silent one cannot use it all."""
        for position, number in enumerate(numbers):
            share = _time_left(self._ends_at) / (len(numbers) - position)
            try:
                stream = self._wire.connect_tcp(str(number), port, timeout=share)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
            return _DeadlineStream(stream, self._ends_at)
        raise EgressFailed("connection")


class _DeadlineStream(httpcore2.NetworkStream):
    """A connection in which each wait is at most what is left of the whole call (row F12)."""

    def __init__(self, stream: httpcore2.NetworkStream, ends_at: float) -> None:
        self._stream = stream
        self._ends_at = ends_at

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _time_left(self._ends_at))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _time_left(self._ends_at))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, _time_left(self._ends_at))
        return _DeadlineStream(secured, self._ends_at)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _time_left(ends_at: float) -> float:
    left = ends_at - time.monotonic()
    if left <= 0:
        raise EgressFailed("too late")
    return left


def _numbers_of(host: str, port: int, ends_at: float) -> list[Number]:
    """All numbers of a name, asked for once; the resolver knows no deadline, so a thread asks it."""
    if not _lookups.acquire(timeout=_time_left(ends_at)):
        raise EgressFailed("too late")
    answer: list[list[Number]] = []
    thread = threading.Thread(target=_look_up, args=(host, port, answer), name="name-lookup", daemon=True)
    thread.start()
    thread.join(_time_left(ends_at))
    if not answer:
        raise EgressFailed("too late")
    if not answer[0]:
        raise EgressFailed("name")
    return answer[0]


def _look_up(host: str, port: int, answer: list[list[Number]]) -> None:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        answer.append([ipaddress.ip_address(str(entry[4][0])) for entry in found])
    except (OSError, UnicodeError):
        answer.append([])
    finally:
        _lookups.release()
