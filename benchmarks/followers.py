"""Readers who follow links without a pause and keep books: how often each link was asked for, and how often the whole answer came."""

from __future__ import annotations

import random
import socket
import threading
import time
from collections import Counter
from collections.abc import Sequence

from benchmarks.load import BROWSER

REQUEST = (
    "GET /r/{code} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: {browser}\r\nAccept: text/html\r\nAccept-Language: da\r\n"
    "Referer: https://www.linkedin.com/\r\n\r\n"
)


class Followers:
    """So many threads, each with a connection of its own that it opens again when it breaks."""

    def __init__(self, port: int, codes: Sequence[str], *, count: int = 8) -> None:
        self._port, self._codes = port, codes
        self._ending = threading.Event()
        self._books: list[tuple[Counter[str], Counter[str]]] = [(Counter(), Counter()) for _ in range(count)]
        self._threads = [threading.Thread(target=self._follow, args=(number,), daemon=True) for number in range(count)]

    def __enter__(self) -> Followers:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._ending.set()
        for thread in self._threads:
            thread.join(30)

    @property
    def answered(self) -> int:
        """How many whole answers there have been so far."""
        return sum(book[1].total() for book in self._books)

    def books(self) -> tuple[Counter[str], Counter[str]]:
        """Asked and answered, by code."""
        asked: Counter[str] = Counter()
        answered: Counter[str] = Counter()
        for one, other in self._books:
            asked.update(one)
            answered.update(other)
        return asked, answered

    def _follow(self, number: int) -> None:
        asked, answered = self._books[number]
        chance, connection = random.Random(number), None
        while not self._ending.is_set():
            code = chance.choice(self._codes)
            try:
                connection = connection or socket.create_connection(("127.0.0.1", self._port), timeout=20)
                request = REQUEST.format(code=code, browser=BROWSER).encode()
                asked[code] += 1
                connection.sendall(request)
                if _hear(connection) == 302:
                    answered[code] += 1
            except (OSError, ValueError):
                if connection is not None:
                    connection.close()
                connection = None
                time.sleep(0.01)
        if connection is not None:
            connection.close()


def _hear(connection: socket.socket) -> int:
    """The status of an answer that came to its end; ValueError for one that did not."""
    heard = b""
    while (end := heard.find(b"\r\n\r\n")) < 0 or len(heard) < end + 4 + _length_of(heard[:end]):
        part = connection.recv(65_536)
        if not part:
            raise ValueError("The answer broke off.")
        heard += part
    return int(heard[9:12])


def _length_of(head: bytes) -> int:
    return int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])
