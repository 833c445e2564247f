"""Limits on how often something may be tried, kept in the database so that they hold for every process and without Redis."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import String, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.foundation.clock import now
from advocacy.foundation.database import Key, Model, db
from advocacy.foundation.errors import TooManyTries


class TryCount(Model):
    """How often something was tried within one window of time; the key is a digest, never an address or a name."""

    __tablename__ = "try_count"

    id: Mapped[Key]
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    ends_at: Mapped[datetime] = mapped_column(index=True)
    tries: Mapped[int]


def check_tries(key: str, limit: int) -> None:
    """Raises TooManyTries when ``limit`` tries under this key have been counted in the window that is open."""
    row = db.session.execute(
        select(TryCount.tries, TryCount.ends_at).where(TryCount.digest == _digest(key), TryCount.ends_at > now())
    ).first()
    if row is not None and row.tries >= limit:
        raise TooManyTries(max(1, int((row.ends_at - now()).total_seconds())))


def count_try(key: str, minutes: int) -> None:
    """Counts one try; the first one opens a window of so many minutes. The caller commits."""
    digest, moment = _digest(key), now()
    db.session.execute(delete(TryCount).where(TryCount.digest == digest, TryCount.ends_at <= moment))
    insert = sqlite.insert if db.session.get_bind().dialect.name == "sqlite" else postgresql.insert
    statement = insert(TryCount).values(digest=digest, ends_at=moment + timedelta(minutes=minutes), tries=1)
    db.session.execute(statement.on_conflict_do_update(index_elements=["digest"], set_={"tries": TryCount.tries + 1}))


def forgive_tries(key: str) -> None:
    """Forgets the tries under a key, after one that succeeded."""
    db.session.execute(update(TryCount).where(TryCount.digest == _digest(key)).values(tries=0))


def forget_old_tries() -> None:
    """Removes windows that have closed."""
    db.session.execute(delete(TryCount).where(TryCount.ends_at <= now()))


def _digest(key: str) -> str:
    return sha256(key.encode()).hexdigest()
