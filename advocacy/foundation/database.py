"""The database: one session, one kind of moment, and the few settings that keep SQLite and PostgreSQL alike and safe."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Engine, MetaData, String, TypeDecorator, event
from sqlalchemy.orm import DeclarativeBase, mapped_column, registry

from advocacy.foundation import clock

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
BUSY_MILLISECONDS = 5_000

#: True while a request that only reads is answered: SQLite then opens its transaction without taking the write lock.
only_reading: ContextVar[bool] = ContextVar("only_reading", default=False)


class Moment(TypeDecorator[datetime]):
    """The one moment type: a datetime with its zone goes in, the same moment in UTC comes out, on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment without a zone cannot be stored.")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Word(TypeDecorator[StrEnum]):
    """A StrEnum kept as its own word, so that a dump of the database can be read."""

    impl = String(40)
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.kind(value)


def new_public_id() -> str:
    """A random name for a thing in an address: 96 bits, so that nobody guesses or counts (attack row Z04)."""
    return secrets.token_urlsafe(12)


Key = Annotated[int, mapped_column(primary_key=True)]
PublicId = Annotated[str, mapped_column(String(20), unique=True, default=new_public_id)]
CreatedAt = Annotated[datetime, mapped_column(default=clock.now)]


class Base(DeclarativeBase):
    """What every model shares: the naming of constraints and the moment type."""

    registry = registry(metadata=MetaData(naming_convention=NAMING), type_annotation_map={datetime: Moment()})


db = SQLAlchemy(model_class=Base)
migrate = Migrate(render_as_batch=True, compare_type=True)

#: Tables that a migration makes by hand and no model knows: a full-text index. Whoever asks it adds its name.
tables_by_hand: set[str] = set()


def is_modelled(name: str | None, kind: str, _parents: object) -> bool:
    """For Alembic's comparison: False for a table made by hand, and for those SQLite puts beside it under longer names."""
    return kind != "table" or not any(name == each or (name or "").startswith(f"{each}_") for each in tables_by_hand)


if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


@contextmanager
def reading() -> Iterator[None]:
    """Promises that the transactions opened inside only read."""
    token = only_reading.set(True)
    try:
        yield
    finally:
        only_reading.reset(token)


@contextmanager
def writing() -> Iterator[None]:
    """Takes the promise of ``reading`` back for a while, for the few pages that record on GET (a visit)."""
    token = only_reading.set(False)
    try:
        yield
    finally:
        only_reading.reset(token)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Write-ahead log, full synchronisation, foreign keys, and transactions begun by us rather than by the driver."""
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_MILLISECONDS}"):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Any) -> None:
    """A transaction that may write takes the write lock first: read-then-write in a deferred one fails at once under load."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN" if only_reading.get() else "BEGIN IMMEDIATE")
