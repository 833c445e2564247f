"""The wire itself: which numbers a name has, which of them may be called, and how long anything may take."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterable

import httpcore2

from advocacy.foundation.addresses import Number, is_public_number
from advocacy.foundation.egress.failures import EgressFailed, EgressRefused

_MOST_ADDRESSES_TRIED = 4
_MOST_NAME_LOOKUPS = 16
_lookups = threading.BoundedSemaphore(_MOST_NAME_LOOKUPS)


class GuardedBackend(httpcore2.NetworkBackend):
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
