"""A small load generator: so many connections kept open, each asking again as soon as it has been answered."""

from __future__ import annotations

import selectors
import socket
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import cycle

BROWSER = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36"


@dataclass
class Answers:
    """What came back in one round."""

    seconds: float = 0.0
    statuses: Counter[int] = field(default_factory=Counter)
    #: Seconds each answer took.
    waits: list[float] = field(default_factory=list)
    bytes_read: int = 0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.waits) / self.seconds

    def wait(self, share: float) -> float:
        """Milliseconds within which this share of the answers came."""
        ordered = sorted(self.waits)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1_000


class _Caller:
    """One open connection and what is on its way on it."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.asked_at = 0.0
        self.heard = bytearray()

    def ask(self, request: bytes) -> None:
        self.heard.clear()
        self.asked_at = time.perf_counter()
        self.socket.sendall(request)

    def hear(self) -> int | None:
        """The status, once the whole answer has arrived."""
        chunk = self.socket.recv(262_144)
        if not chunk:
            raise ConnectionError("The server has hung up.")
        self.heard += chunk
        end = self.heard.find(b"\r\n\r\n")
        if end < 0 or len(self.heard) < end + 4 + _length_of(bytes(self.heard[:end]).lower()):
            return None
        return int(self.heard[9:12])


def _length_of(head: bytes) -> int:
    _before, found, rest = head.partition(b"content-length:")
    if not found:
        raise ValueError(f"An answer without a length: {head!r}")
    return int(rest.split(b"\r\n", 1)[0])


def requests_for(paths: list[str], headers: Mapping[str, str]) -> list[bytes]:
    """What is sent for each path."""
    told = {"Host": "127.0.0.1", "User-Agent": BROWSER, "Accept": "text/html", "Accept-Language": "da,en;q=0.8", **headers}
    lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    return [f"GET {path} HTTP/1.1\r\n{lines}\r\n".encode() for path in paths]


def put_load(port: int, requests: list[bytes], *, seconds: float, connections: int) -> Answers:
    """Keeps every connection busy for so long; what is on its way at the end is not counted."""
    answers, turns, selector = Answers(), cycle(requests), selectors.DefaultSelector()
    callers = [_Caller(port) for _ in range(connections)]
    begun = time.perf_counter()
    for caller in callers:
        selector.register(caller.socket, selectors.EVENT_READ, caller)
        caller.ask(next(turns))
    while time.perf_counter() < begun + seconds:
        for key, _events in selector.select(0.1):
            _take(key.data, answers, turns)
    answers.seconds = time.perf_counter() - begun
    selector.close()
    for caller in callers:
        caller.socket.close()
    return answers


def _take(caller: _Caller, answers: Answers, turns: Iterator[bytes]) -> None:
    status = caller.hear()
    if status is None:
        return
    answers.waits.append(time.perf_counter() - caller.asked_at)
    answers.statuses[status] += 1
    answers.bytes_read += len(caller.heard)
    caller.ask(next(turns))
