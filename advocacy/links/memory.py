"""What a web process remembers of links, so that readers need not wait for the database, and go on when it is away.

A thread of each process asks for everything in it again every few seconds. A link that has been withdrawn, or whose story rests, is
gone from it with the next asking; while the database does not answer, what was known stays (attack rows R11, R19).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass

import structlog
from flask import Flask

from advocacy.foundation.database import db, reading
from advocacy.links.answers import Destination, answers_for, codes_to_expect

log = structlog.get_logger()
REFRESH_SECONDS = 15.0
#: After a question that failed.
RETRY_SECONDS = 2.0
#: Codes that are asked for within this time go into one question.
GATHER_SECONDS = 0.05
MOST_LINKS = 10_000
MOST_EXPECTED = 2_000
#: A code that leads nowhere, or not straight on, is not asked for again so soon.
UNKNOWN_SECONDS = 5.0
MOST_UNKNOWN = 5_000
MOST_WANTED = 1_000


#: The headers and the body of an answer.
Answer = tuple[list[tuple[str, str]], bytes]


@dataclass(slots=True)
class Known:
    """A link that leads straight on, with the whole answer."""

    link_id: int
    owner_id: int | None
    address: str
    headers: list[tuple[str, str]]
    body: list[bytes]
    #: The round in which it was last asked for; the one forgotten first is the one not asked for longest.
    round: int


class LinkMemory:
    """The links of one process by their codes."""

    def __init__(self, app: Flask, answer_for: Callable[[str], Answer | None]) -> None:
        self._app = app
        self._answer_for = answer_for
        self.known: dict[str, Known] = {}
        self.round = 0
        self._answers: dict[str, Answer | None] = {}
        self._unknown: dict[str, float] = {}
        self._wanted: set[str] = set()
        self._is_wanted = threading.Event()

    def want(self, code: str) -> None:
        """Somebody asked for a link that is not known here; the thread will ask the database for it."""
        if len(self._wanted) < MOST_WANTED and self._unknown.get(code, 0.0) < time.monotonic():
            self._wanted.add(code)
            self._is_wanted.set()

    def expect(self) -> None:
        """Learns the links that are likely to be asked for first."""
        with self._app.app_context(), reading():
            codes = codes_to_expect(MOST_EXPECTED)
        self.learn(codes)

    def keep_fresh(self, ending: threading.Event) -> None:
        """What the thread does: learns links that are wanted, and asks for all of them again and again."""
        due = 0.0
        while not ending.is_set():
            try:
                due = self._take_turn(due)
            except Exception as error:  # noqa: BLE001 - whatever is wrong with the database, what is known stays.
                log.warning("links_not_refreshed", error=type(error).__name__)
                due = time.monotonic() + RETRY_SECONDS
                ending.wait(RETRY_SECONDS)
            self._is_wanted.wait(max(0.0, due - time.monotonic()))
            ending.wait(GATHER_SECONDS)

    def _take_turn(self, due: float) -> float:
        self._is_wanted.clear()
        if wanted := [self._wanted.pop() for _ in range(len(self._wanted))]:
            self.learn(wanted)
        if time.monotonic() < due:
            return due
        self.refresh()
        return time.monotonic() + REFRESH_SECONDS

    def refresh(self) -> None:
        """Asks for everything again, and forgets what no longer leads straight on."""
        self._forget_oldest()
        self.round += 1
        self.learn(list(self.known))

    def learn(self, codes: Collection[str]) -> None:
        """Asks the database where these lead, and remembers it."""
        with self._app.app_context():
            with reading():
                found = answers_for(codes)
                db.session.rollback()
            self._keep(codes, found)

    def _keep(self, codes: Collection[str], found: dict[str, Destination]) -> None:
        until = time.monotonic() + UNKNOWN_SECONDS
        for code in codes:
            known = self._as_known(found[code], self.known.get(code)) if code in found else None
            if known is not None:
                self.known[code] = known
                self._unknown.pop(code, None)
            else:
                self.known.pop(code, None)
                self._unknown[code] = until
        if len(self._unknown) > MOST_UNKNOWN:
            self._unknown = {}

    def _as_known(self, found: Destination, before: Known | None) -> Known | None:
        if before is not None and (before.address, before.link_id, before.owner_id) == (found.address, found.link_id, found.owner_id):
            return before
        if found.address not in self._answers:
            if len(self._answers) > MOST_LINKS:
                self._answers = {}
            self._answers[found.address] = self._answer_for(found.address)
        answer = self._answers[found.address]
        if answer is None:
            return None
        return Known(found.link_id, found.owner_id, found.address, answer[0], [answer[1]], self.round)

    def _forget_oldest(self) -> None:
        if len(self.known) > MOST_LINKS:
            for code in sorted(self.known, key=lambda each: self.known[each].round)[: len(self.known) - MOST_LINKS]:
                self.known.pop(code, None)
