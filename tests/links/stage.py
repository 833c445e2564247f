"""How tests bring visits from the log into the database without waiting for the loader's turn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import Connection

from advocacy.foundation.database import db
from advocacy.links.lane import lane_of
from advocacy.links.loader.loading import Loader
from advocacy.links.loader.storing import PostgresStore, SqliteStore, Store, opened
from advocacy.links.log import folder


def load_now(app: Flask) -> None:
    """Everything that has been answered is in the database afterwards; inside the test's own transaction where there is one."""
    with app.app_context():
        engine: Any = db.engines[None]
        loader = Loader(lane_of(app).log.place)
        if isinstance(engine, Connection):
            loader.load(_store_within(engine))
            return
        with opened(engine) as store:
            loader.load(store)


def _store_within(connection: Connection) -> Store:
    kind = SqliteStore if connection.dialect.name == "sqlite" else PostgresStore
    store = kind(connection.connection.driver_connection)
    store.transaction = _no_transaction  # type: ignore[method-assign]
    return store


@contextmanager
def _no_transaction() -> Iterator[None]:
    yield


def forget_visits(app: Flask) -> None:
    """What a test has written into the log is gone, as what it has written into the database."""
    log = lane_of(app).log
    log.close()
    for path in folder.files_in(log.place) if log.place.exists() else ():
        path.unlink()
