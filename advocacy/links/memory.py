"""What a web process remembers of links, so that readers need not wait for the database, and go on when it is away.

A thread of each process asks for everything in it again every few seconds. A link that has been withdrawn, or whose story rests, is
gone from it with the next asking; while the database does not answer, what was known stays (attack rows R11, R19).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass

import structlog
from flask import Flask

from advocacy.foundation.database import db, reading
from advocacy.links.answers import Destination, answers_for, codes_to_expect

log = structlog.get_logger()
REFRESH_SECONDS = 15.0
MOST_LINKS = 10_000
MOST_EXPECTED = 2_000
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

    def expect(self) -> None:
        """Learns the links that are likely to be asked for first."""
        with self._app.app_context(), reading():
            codes = codes_to_expect(MOST_EXPECTED)
        self.learn(codes)

    def keep_fresh(self, ending: threading.Event) -> None:
        """What the thread does: asks for everything again and again."""
        while not ending.wait(REFRESH_SECONDS):
            try:
                self.refresh()
            except Exception as error:  # noqa: BLE001 - whatever is wrong with the database, what is known stays.
                log.warning("links_not_refreshed", error=type(error).__name__)

    def refresh(self) -> None:
        """Asks for everything again, and forgets what no longer leads straight on."""
        self._forget_oldest()
        self.round += 1
        self.learn(list(self.known))

    def learn(self, codes: Collection[str]) -> None:
        """Asks the database where these lead, and remembers those that lead straight on."""
        with self._app.app_context():
            with reading():
                found = answers_for(codes)
                db.session.rollback()
            for code in codes:
                if code in found:
                    self.remember(code, found[code])
                else:
                    self.known.pop(code, None)

    def remember(self, code: str, found: Destination) -> None:
        """A link leads straight on, as the database has just said."""
        known = self._as_known(found, self.known.get(code)) if len(self.known) < 2 * MOST_LINKS else None
        if known is not None:
            self.known[code] = known
        else:
            self.known.pop(code, None)

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
