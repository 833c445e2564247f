"""What carries a job's number to a worker: Huey on a SQLite file, on Redis or Valkey, or on PostgreSQL."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import structlog
from flask import Flask
from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey
from huey.consumer import Consumer
from huey.registry import Message
from huey.serializer import Serializer
from huey.storage import PostgresStorage
from redis import ConnectionPool

from advocacy.config import Settings
from advocacy.foundation import jobs
from advocacy.foundation.alongside import Orders, companions
from advocacy.foundation.database import db
from advocacy.foundation.health import fault_of_schema

log = structlog.get_logger()
SWEEP_SECONDS = 1.5
QUEUE_NAME = "advocacy"
#: A request that asks for a job must not wait for a queue that is away: the row is written, and the sweep sends it later.
CONNECT_SECONDS, ANSWER_SECONDS = 2, 5


class _JsonSerializer(Serializer):  # type: ignore[misc]
    """Messages as JSON: only numbers travel, so whoever can write to the queue cannot make a worker run something else."""

    def _serialize(self, data: Any) -> bytes:
        return json.dumps(list(data)).encode()

    def _deserialize(self, data: bytes) -> Any:
        return Message(*json.loads(data))


class _PatientPostgresStorage(PostgresStorage):  # type: ignore[misc]
    """Makes its tables with its first connection rather than at once, so that we start while its server is away."""

    _has_tables = False

    def _connect(self) -> Any:
        connection = super()._connect()
        if not self._has_tables:
            with connection.transaction():  # One process at a time: PostgreSQL cannot make one table twice at once.
                connection.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", (QUEUE_NAME,))
                for statement in self.ddl:
                    connection.execute(statement)
            self._has_tables = True
        return connection

    _create_connection = _connect

    @property
    def conn(self) -> Any:
        """Asks first whether the server is there still: after it was away, the first message must not be the one to find out."""
        if self._conn is not None:
            with suppress(psycopg.Error):
                self._conn.execute("SELECT 1")
        return super().conn


def make_queue(settings: Settings) -> Huey:
    """The queue named by the settings. One on another machine is connected to when first used, and never waited for for long."""
    shared = {"results": False, "serializer": _JsonSerializer()}
    if settings.queue_url.startswith("sqlite:"):
        path = Path(settings.queue_url.removeprefix("sqlite:///"))
        path.parent.mkdir(parents=True, exist_ok=True)
        return SqliteHuey(QUEUE_NAME, filename=str(path), **shared)
    if settings.queue_url.startswith("postgresql:"):
        return PostgresHuey(
            QUEUE_NAME,
            dsn=settings.queue_url,
            storage_class=_PatientPostgresStorage,
            create_tables=False,
            connect_timeout=CONNECT_SECONDS,
            **shared,
        )
    pool = ConnectionPool.from_url(settings.queue_url, socket_connect_timeout=CONNECT_SECONDS, socket_timeout=ANSWER_SECONDS)
    return RedisHuey(QUEUE_NAME, connection_pool=pool, **shared)


def init_queue(app: Flask, settings: Settings) -> None:
    """Connects the job ledger with the queue: numbers go out after each commit, a worker carries them out."""
    queue = make_queue(settings)

    def run(number: int) -> None:
        with app.app_context():
            jobs.run_job(number)

    app.extensions["advocacy.queue"] = queue
    jobs.send_with(queue.task(name="run_job")(run))


def work(app: Flask, threads: int) -> None:
    """Carries out jobs until SIGTERM or SIGINT; what runs then is finished, what waits stays where it is.

    Ends at once with a sentence when the database is of another version (fault FX16).
    """
    with app.app_context():
        if fault := fault_of_schema():
            raise SystemExit(fault)
    orders = Orders()
    consumer = Consumer(app.extensions["advocacy.queue"], workers=threads, periodic=False, initial_delay=0.05, backoff=1.3, max_delay=0.5)
    # Huey would put its own answers to signals in place of ours, and its SIGTERM drops what is running.
    consumer._set_signal_handlers = lambda: None
    consumer.start()
    log.info("worker_started", threads=threads)
    with companions(app):
        while not orders.to_stop_within(SWEEP_SECONDS):
            _sweep(app)
        consumer.stop(graceful=True)
    log.info("worker_stopped")


def _sweep(app: Flask) -> None:
    try:
        with app.app_context():
            jobs.sweep()
    except Exception as error:  # noqa: BLE001 - a database that is away for a while must not end the worker.
        log.warning("sweep_failed", error=repr(error))
        with app.app_context():
            db.session.rollback()
