"""Job workers are killed in the middle of jobs (fault FX02): every job has its effect once, and none is forgotten."""

from __future__ import annotations

import json
import re
from collections import Counter

from tests.faults.reckoning import assert_whole
from tests.faults.scale import times
from tests.server.furnishing import House
from tests.server.stage import Start

KILLS, JOBS = times(15, 400), times(250, 3_000)


def test_every_job_has_its_effect_once(house: House, start: Start) -> None:
    house.change("CREATE TABLE stage_effect (number INTEGER NOT NULL)")
    lab = start(house, "-m", "tests.faults.crash_lab", "work", str(KILLS), str(JOBS), ADVOCACY_LOG_LEVEL="ERROR")
    assert lab.wait(KILLS * 5 + 200) == 0, lab.output()[-3000:]
    report = json.loads(lab.output().rpartition("REPORT ")[2])
    assert report == {"status": 0}

    effects = Counter(row[0] for row in house.rows("SELECT number FROM stage_effect"))
    assert effects == Counter(range(JOBS))
    assert house.number("SELECT count(*) FROM job WHERE kind = 'stage.count' AND status = 'done'") == JOBS
    begun = len(re.findall(r"did \d+", lab.output()))
    assert begun > JOBS, "some were begun by a worker that did not live to finish them"
    assert_whole(house)
