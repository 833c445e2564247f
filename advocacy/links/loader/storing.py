"""How visits get into SQLite and PostgreSQL: by the drivers themselves, many rows at once, all in one transaction."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Protocol

from sqlalchemy import Engine

from advocacy.foundation import clock
from advocacy.links.loader.counting import MarkKey, Row, Total

#: How long it is remembered how far a file was read: should an old one come back from a backup, nothing counts twice.
REMEMBERED = timedelta(days=60)


class Store(Protocol):
    """What the loader asks of a database."""

    @contextmanager
    def transaction(self) -> Iterator[None]: ...
    def offsets(self, names: Sequence[str], *, is_for_update: bool = False) -> dict[str, int]: ...
    def keep_offsets(self, offsets: dict[str, int]) -> None: ...
    def links_there(self, link_ids: Collection[int]) -> set[int]: ...
    def add_visits(self, rows: Sequence[Row]) -> None: ...
    def add_totals(self, totals: Sequence[Total]) -> None: ...
    def add_marks(self, keys: Collection[MarkKey]) -> set[MarkKey]: ...


@contextmanager
def opened(engine: Engine) -> Iterator[Store]:
    """A connection of the application's own pool, with its own ways of waiting for locks."""
    raw = engine.raw_connection()
    try:
        kind = SqliteStore if engine.dialect.name == "sqlite" else PostgresStore
        yield kind(raw.driver_connection)
    finally:
        raw.close()


class SqliteStore:
    """A connection that begins no transaction by itself; its commits are on the disk when they return."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Takes the write lock at once; nothing stays of what ends by an error."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def offsets(self, names: Sequence[str], *, is_for_update: bool = False) -> dict[str, int]:
        """How far each of these files has been read; those of which nothing is known are left out."""
        question = 'SELECT name, "offset" FROM visit_log WHERE name IN (SELECT value FROM json_each(?))'
        return dict(self._connection.execute(question, (json.dumps(list(names)),)))

    def keep_offsets(self, offsets: dict[str, int]) -> None:
        """Notes how far they have been read now."""
        now, before = (f"{each:%Y-%m-%d %H:%M:%S.%f}" for each in (clock.now(), clock.now() - REMEMBERED))
        self._connection.executemany(
            'INSERT INTO visit_log (name, "offset", read_at) VALUES (?, ?, ?)'
            ' ON CONFLICT (name) DO UPDATE SET "offset" = excluded."offset", read_at = excluded.read_at',
            [(name, offset, now) for name, offset in offsets.items()])
        self._connection.execute("DELETE FROM visit_log WHERE read_at < ?", (before,))

    def links_there(self, link_ids: Collection[int]) -> set[int]:
        """Those that are links still."""
        question = "SELECT id FROM link WHERE id IN (SELECT value FROM json_each(?))"
        return {row[0] for row in self._connection.execute(question, (json.dumps(list(link_ids)),))}

    def add_visits(self, rows: Sequence[Row]) -> None:
        """One row for each visit."""
        self._connection.executemany("INSERT INTO visit (link_id, at, kind, network) VALUES (?, ?, ?, ?)", rows)

    def add_totals(self, totals: Sequence[Total]) -> None:
        """Adds to the totals of days."""
        self._connection.executemany(
            "INSERT INTO visit_total (link_id, day, kind, network, count, first_at) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (link_id, day, kind, network) DO UPDATE SET count = visit_total.count + excluded.count,"
            " first_at = min(visit_total.first_at, excluded.first_at)", totals)

    def add_marks(self, keys: Collection[MarkKey]) -> set[MarkKey]:
        """Keeps the marks of visitors, and returns those that were there before."""
        added = self._connection.execute(
            "INSERT INTO visitor_mark (day, link_id, mark)"
            " SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]') FROM json_each(?) WHERE true"
            " ON CONFLICT DO NOTHING RETURNING day, link_id, mark", (json.dumps(sorted(keys)),))
        return set(keys) - set(added.fetchall())


class PostgresStore:
    """A connection of psycopg; its commits are on the disk when they return, whatever the server's own habit is."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Nothing stays of what ends by an error."""
        self._connection.rollback()
        with self._connection.transaction():
            self._connection.execute("SET LOCAL synchronous_commit = on")
            yield

    def offsets(self, names: Sequence[str], *, is_for_update: bool = False) -> dict[str, int]:
        """How far each of these files has been read; those of which nothing is known are left out. ``is_for_update`` keeps others out."""
        if is_for_update:
            self._connection.execute("LOCK TABLE visit_log IN SHARE ROW EXCLUSIVE MODE")
        return dict(self._connection.execute('SELECT name, "offset" FROM visit_log WHERE name = ANY(%s)', (list(names),)))

    def keep_offsets(self, offsets: dict[str, int]) -> None:
        """Notes how far they have been read now."""
        now = clock.now()
        with self._connection.cursor() as cursor:
            cursor.executemany(
                'INSERT INTO visit_log (name, "offset", read_at) VALUES (%s, %s, %s)'
                ' ON CONFLICT (name) DO UPDATE SET "offset" = excluded."offset", read_at = excluded.read_at',
                [(name, offset, now) for name, offset in offsets.items()])
            cursor.execute("DELETE FROM visit_log WHERE read_at < %s", (now - REMEMBERED,))

    def links_there(self, link_ids: Collection[int]) -> set[int]:
        """Those that are links still, and stay so until the end of the transaction."""
        return {row[0] for row in self._connection.execute("SELECT id FROM link WHERE id = ANY(%s) FOR KEY SHARE", (list(link_ids),))}

    def add_visits(self, rows: Sequence[Row]) -> None:
        r"""One row for each visit, as text: no word of a row can hold a tab, a newline or a backslash."""
        lines = [f"{link_id}\t{moment}+00\t{kind}\t{network or chr(92) + 'N'}\n" for link_id, moment, kind, network in rows]
        with self._connection.cursor() as cursor, cursor.copy("COPY visit (link_id, at, kind, network) FROM STDIN") as copy:
            copy.write("".join(lines))

    def add_totals(self, totals: Sequence[Total]) -> None:
        """Adds to the totals of days."""
        columns = [list(column) for column in zip(*totals, strict=True)] or [[]] * 6
        columns[5] = [f"{moment}+00" for moment in columns[5]]
        self._connection.execute(
            "INSERT INTO visit_total (link_id, day, kind, network, count, first_at)"
            " SELECT * FROM unnest(%s::bigint[], %s::date[], %s::text[], %s::text[], %s::bigint[], %s::timestamptz[])"
            " ON CONFLICT (link_id, day, kind, network) DO UPDATE SET count = visit_total.count + excluded.count,"
            " first_at = least(visit_total.first_at, excluded.first_at)", columns)

    def add_marks(self, keys: Collection[MarkKey]) -> set[MarkKey]:
        """Keeps the marks of visitors, and returns those that were there before."""
        columns = [list(column) for column in zip(*sorted(keys), strict=True)]
        added = self._connection.execute(
            "INSERT INTO visitor_mark (day, link_id, mark) SELECT * FROM unnest(%s::date[], %s::bigint[], %s::text[])"
            " ON CONFLICT DO NOTHING RETURNING day, link_id, mark", columns)
        return set(keys) - {(day.isoformat(), link_id, mark) for day, link_id, mark in added}
