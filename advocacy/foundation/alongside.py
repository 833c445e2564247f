"""Work that goes on alongside: threads that begin with the job worker, or with a process that does nothing else, and end with it."""

from __future__ import annotations

import gc
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue

import structlog
from flask import Flask

from advocacy.foundation.database import db
from advocacy.foundation.health import fault_of_schema

log = structlog.get_logger()
#: Works until the event is set, and looks at it often.
Companion = Callable[[Flask, threading.Event], None]
LONGEST_GOODBYE_SECONDS = 10.0


def add_companion(app: Flask, name: str, companion: Companion) -> None:
    """Names work that the job worker does alongside its jobs."""
    app.extensions.setdefault("advocacy.companions", {})[name] = companion


@contextmanager
def companions(app: Flask) -> Iterator[None]:
    """All of them work inside, each in its own thread; at the end each may finish what it has begun.

    What is loaded by now is never garbage; looking through it again and again would take a fifth of the loader's time.
    """
    gc.freeze()
    ending = threading.Event()
    threads = [_begin(app, name, ending) for name in app.extensions.get("advocacy.companions", {})]
    try:
        yield
    finally:
        ending.set()
        for thread in threads:
            thread.join(LONGEST_GOODBYE_SECONDS)


class Orders:
    """Hears SIGTERM and SIGINT. A threading.Event must not be set by a signal: its own waiting may be what the signal interrupts,
    and then both wait for each other for ever. A SimpleQueue may be filled at any moment."""

    def __init__(self) -> None:
        self._heard: SimpleQueue[int] = SimpleQueue()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda heard, _frame: self._heard.put(heard))

    def to_stop_within(self, seconds: float) -> bool:
        """Waits so long for an order to stop; True when there was one."""
        try:
            self._heard.get(timeout=seconds)
        except Empty:
            return False
        return True


def go_along(app: Flask) -> None:
    """Does all of it until SIGTERM or SIGINT; what has been begun is finished."""
    with app.app_context():
        if fault := fault_of_schema():
            raise SystemExit(fault)
        db.engine.dispose()
    orders = Orders()
    with companions(app):
        while not orders.to_stop_within(1.0):
            continue


def _begin(app: Flask, name: str, ending: threading.Event) -> threading.Thread:
    """Begins one of them in a thread of its own; it ends with the process in any case."""
    thread = threading.Thread(target=_keep_going, args=(app, name, ending), name=name, daemon=True)
    thread.start()
    return thread


def _keep_going(app: Flask, name: str, ending: threading.Event) -> None:
    companion: Companion = app.extensions["advocacy.companions"][name]
    while not ending.is_set():
        try:
            companion(app, ending)
        except Exception as error:  # noqa: BLE001 - a database that is away for a while must not end it.
            log.warning("companion_failed", name=name, error=repr(error))
            ending.wait(1)
