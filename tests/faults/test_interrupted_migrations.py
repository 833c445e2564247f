"""A migration is cut off after one statement or another (fault FX15): the old tables are whole, and the next run gets through."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from tests.databases import database_url
from tests.faults.scale import times
from tests.server.furnishing import House
from tests.server.stage import Start

#: Killed after every so many statements of every migration.
STEP = times(9, 1)


def test_a_migration_that_is_cut_off_leaves_the_old_tables_whole(
    model_house: House, tmp_path: Path, database_kind: str, start: Start
) -> None:
    with database_url(database_kind, tmp_path) as url:
        house = replace(model_house, folder=tmp_path, database_url=url, queue_url=f"sqlite:///{tmp_path / 'queue.db'}")
        lab = start(house, "-m", "tests.faults.crash_lab", "migrate", str(STEP), ADVOCACY_LOG_LEVEL="ERROR")
        assert lab.wait(600) == 0, lab.output()[-3000:]
        report = json.loads(lab.output().rpartition("REPORT ")[2])
        assert report["wrong"] == []
        assert sum(report["kills"].values()) >= 10
        assert start(house, "-m", "flask", "--app", "app", "health", "migrations").wait() == 0
