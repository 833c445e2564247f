"""Runs migrations on the application's own engine, each in one transaction, so that a crash leaves the old schema whole."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from advocacy.foundation.database import Moment, Word, db, is_modelled

configuration = current_app.extensions["migrate"].configure_args


def as_plain_type(kind: str, thing: object, _context: object) -> str | bool:
    """A migration names the database's own types, so that it stays true when our classes change."""
    if kind == "type" and isinstance(thing, Moment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, Word):
        return "sa.String(length=40)"
    return False


def check_references(*, ctx: object, **_rest: object) -> None:
    """After each migration, within its transaction: SQLite says whether every reference still leads somewhere."""
    connection = ctx.connection  # type: ignore[attr-defined]
    if connection.dialect.name == "sqlite" and (lost := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()):
        raise RuntimeError(f"References would be lost: {lost[:5]}")


@contextmanager
def open_to_rebuilding(connection: Connection) -> Iterator[None]:
    """On SQLite a table is changed by making it anew, which its own watch over references forbids; ``check_references`` looks instead.

    It has to be said before a transaction begins, so to the driver itself.
    """
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        yield
        return
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def run() -> None:
    """SQLite, too, rolls back a migration that is cut short: our engine begins transactions itself, with the write lock."""
    with db.engine.connect() as connection, open_to_rebuilding(connection):
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            transaction_per_migration=True,
            transactional_ddl=True,
            render_item=as_plain_type,
            include_name=is_modelled,
            on_version_apply=check_references,
            **configuration,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
