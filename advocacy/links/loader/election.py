"""Who loads: whichever process of this machine holds the lock on the log's folder; when it dies, the next one takes over at once."""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from advocacy.config import Settings
from advocacy.foundation.database import db
from advocacy.links.loader.loading import Loader
from advocacy.links.loader.storing import opened
from advocacy.links.log import folder

LOCK = ".loader"
#: How often a process that is not elected looks whether the place is free, and an elected one whether there is something to load.
PAUSE_SECONDS, REST_SECONDS = 1.0, 0.25


def load_when_elected(app: Flask, ending: threading.Event) -> None:
    """Waits for its turn, then loads until it is told to end; before it goes it loads what is there."""
    settings: Settings = app.extensions["advocacy.settings"]
    place = settings.instance / folder.NAME
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    while not ending.is_set():
        with elected(place) as is_elected:
            if is_elected:
                _load(app, Loader(place), ending)
                return
        ending.wait(PAUSE_SECONDS)


def _load(app: Flask, loader: Loader, ending: threading.Event) -> None:
    with app.app_context():
        while not ending.is_set():
            with opened(db.engine) as store:
                is_all = loader.load(store)
            ending.wait(REST_SECONDS if is_all else 0)
        with opened(db.engine) as store:
            loader.load(store)


@contextmanager
def elected(place: Path) -> Iterator[bool]:
    """True inside for one process of this machine at a time. The system frees the lock of a process that is killed."""
    lock = os.open(place / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(lock)
