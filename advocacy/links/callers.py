"""What a process notices of those who follow links beyond what they say: how fast they come, and whether they were here today."""

from __future__ import annotations

from advocacy.links.agents import AgentKind
from advocacy.links.log.line import LETTERS, with_mark
from advocacy.links.pace import Pace
from advocacy.links.visitors import Visitors

_PERSON, _UNCERTAIN = LETTERS[AgentKind.PERSON], LETTERS[AgentKind.UNCERTAIN]


class Callers:
    """The memory of this process for callers: numbers without names, for a moment, or until midnight where people are counted."""

    def __init__(self, *, counts_once_a_day: bool) -> None:
        self.pace = Pace()
        self.visitors = Visitors(is_counting=counts_once_a_day)

    def looked_at(self, tail: bytes, code: str, address: str, agent: str) -> bytes:
        """How a line of the log ends once more is known of who called: a person in a burst is uncertain, others may get a mark."""
        if not tail.startswith(_PERSON):
            return tail
        if self.pace.is_doubtful(code, address, agent):
            return _UNCERTAIN + tail[len(_PERSON) :]
        if self.visitors.is_counting:
            return with_mark(tail, self.visitors.mark_for(code, address, agent))
        return tail
