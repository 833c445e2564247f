"""After the kills: is everything that was acknowledged there, once, and the database whole?"""

from __future__ import annotations

import sqlite3

from sqlalchemy import Column, Integer, MetaData, Table, make_url

from tests.faults.pressing import Tally
from tests.server.furnishing import House

PRESSED = "SELECT count(*) FROM history_entry WHERE deed = 'sharing.share.pressed'"


def assert_nothing_lost_and_nothing_twice(house: House, tally: Tally, *, shares_before: int = 1) -> None:
    """Every acknowledged share is there; there is one share, one trail and one key for each press, and no half of anything."""
    assert not tally.wrong, tally.wrong[:5]
    present = {row[0] for row in house.rows("SELECT public_id FROM share")}
    lost = set(tally.acknowledged.values()) - present
    assert not lost, f"{len(lost)} of {len(tally.acknowledged)} acknowledged shares are gone"
    assert len(set(tally.acknowledged.values())) == len(tally.acknowledged), "two presses were answered with one share"
    assert len(present) - shares_before == tally.pressed, "a press made two shares, or one that nobody made"
    assert house.number(PRESSED) == tally.pressed, "each change has its line in the trail"
    assert house.number("SELECT count(*) FROM request_key") == tally.pressed
    assert_whole(house)


def assert_whole(house: House) -> None:
    """SQLite's own check of every page and every reference; PostgreSQL needs none after a crash of its callers."""
    url = make_url(house.database_url)
    if url.get_backend_name() != "sqlite":
        return
    connection = sqlite3.connect(str(url.database))
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    finally:
        connection.close()


#: What the stage's own jobs write, once each if all is well. It is no part of the application.
EFFECT = Table("stage_effect", MetaData(), Column("number", Integer))
