"""Announced facts: how a feature tells those above it that something has happened, without knowing them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from blinker import Signal


class Event:
    """A fact in the past tense. Listeners run at once, in the same transaction; one that fails, fails the change.

    ``sentence`` is the contract: what has happened and which keyword arguments come along.
    """

    def __init__(self, name: str, sentence: str) -> None:
        self.name = name
        self.sentence = sentence
        self._signal = Signal(sentence)

    def announce(self, **facts: Any) -> None:
        """Tells every listener; the facts are the keyword arguments named in the event's sentence."""
        self._signal.send(self, **facts)

    def hear(self, listener: Callable[..., None]) -> Callable[..., None]:
        """Connects a module-level function, which is called with the facts as keyword arguments."""

        def receive(_sender: object, **facts: Any) -> None:
            listener(**facts)

        self._signal.connect(receive, weak=False)
        return listener
