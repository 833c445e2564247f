"""Somebody else holds the database's write lock: a backup, a long report, a person at a prompt."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy import make_url

from tests.server.furnishing import House

WRITTEN = ("share", "history_entry", "request_key", "visit", "visit_total", "visit_log", "sign_in")


@contextmanager
def writes_held(house: House) -> Iterator[None]:
    """Nobody else can write inside: the whole file on SQLite, the tables a share needs on PostgreSQL. Reading is free."""
    url = make_url(house.database_url)
    if url.get_backend_name() == "sqlite":
        connection = sqlite3.connect(str(url.database), isolation_level=None)
        connection.execute("PRAGMA busy_timeout=10000")
        connection.execute("BEGIN IMMEDIATE")
    else:
        connection = psycopg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False))  # type: ignore[assignment]
        connection.execute(f"LOCK TABLE {', '.join(WRITTEN)} IN EXCLUSIVE MODE")
    try:
        yield
    finally:
        connection.rollback()
        connection.close()
