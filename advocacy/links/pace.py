"""Who calls links faster than a reader does, or tries one address after another: told in memory, for a moment, and never by name.

Callers are numbers made with a salt of this process that is kept nowhere else, and they are forgotten with the window of time in
which they were counted. Each process counts for itself. docs/decisions/0010 has the arithmetic.
"""

from __future__ import annotations

import secrets
import time

#: One link from one network with one kind of browser: more often than this within ten seconds, no reader does it.
BURST_SECONDS, MOST_IN_BURST = 10, 8
#: Addresses of links that lead nowhere, from one network within a minute: a person mistypes a few.
GUESS_SECONDS, MOST_GUESSES = 60, 20
MOST_CALLERS = 50_000
_IPV6_PARTS = 4


class Window:
    """Counts callers within a window of time; when the next one begins, or there are too many, all are forgotten."""

    def __init__(self, seconds: int) -> None:
        self._seconds = seconds
        self._salt = secrets.token_hex(16)
        self._counts: dict[int, int] = {}
        self._number = 0

    def count(self, *words: str) -> int:
        """One more of this caller; how many there were in this window."""
        number = int(time.monotonic()) // self._seconds
        if number != self._number or len(self._counts) >= MOST_CALLERS:
            self._number, self._counts = number, {}
        caller = hash((self._salt, *words))
        counted = self._counts.get(caller, 0) + 1
        self._counts[caller] = counted
        return counted

    def counted(self, *words: str) -> int:
        """How many there were in this window, without one more."""
        if not self._counts or int(time.monotonic()) // self._seconds != self._number:
            return 0
        return self._counts.get(hash((self._salt, *words)), 0)


class Pace:
    """What one process notices of how fast it is called."""

    def __init__(self) -> None:
        self._bursts = Window(BURST_SECONDS)
        self._guesses = Window(GUESS_SECONDS)

    def is_doubtful(self, code: str, address: str, agent: str) -> bool:
        """Whether this call, though it looks like a reader's, comes in a burst or from somebody who guesses (attack row R09)."""
        place = _place_of(address)
        if self._bursts.count(code, place, agent) > MOST_IN_BURST:
            return True
        return self._guesses.counted(place) > MOST_GUESSES and self._guesses.counted(place, agent) > MOST_GUESSES

    def note_guess(self, address: str, agent: str) -> None:
        """A link that was asked for leads nowhere."""
        place = _place_of(address)
        self._guesses.count(place)
        self._guesses.count(place, agent)

    def has_guessed(self, address: str) -> bool:
        """Whether somebody of that network has tried too many addresses within this minute (attack row R07)."""
        return self._guesses.counted(_place_of(address)) > MOST_GUESSES


def _place_of(address: str) -> str:
    """The part of an address that names the line or the house, not the machine: a script may have many machines (attack row R09)."""
    return address.rpartition(".")[0] or ":".join(address.split(":")[:_IPV6_PARTS])
