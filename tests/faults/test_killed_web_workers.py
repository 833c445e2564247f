"""Web workers are killed in the middle of everything while colleagues press share buttons (fault FX01).

The promise: what was answered is on disk and stays; what was not answered is wholly there or wholly absent; sent again it is one.
"""

from __future__ import annotations

import random
import time

from tests.faults.pressing import Colleagues
from tests.faults.reckoning import assert_nothing_lost_and_nothing_twice
from tests.faults.scale import IS_TORTURE, times
from tests.server.furnishing import House
from tests.server.running import Running, kill, wait_until
from tests.server.stage import Start

KILLS = times(16, 1_000)
SEED = 20_261_122


def test_nothing_acknowledged_is_lost_and_nothing_is_done_twice(house: House, start: Start) -> None:
    chance = random.Random(SEED)
    running = start(house).wait_until_ready()
    with Colleagues(house, people=4) as colleagues:
        for _ in range(KILLS):
            _kill_one(running, colleagues, chance)
        tally = colleagues.tally
        known = tally.pressed
        wait_until(lambda: tally.pressed > known + 4, what="answers after the last kill")
    assert running.stop() == 0
    if IS_TORTURE:
        print(
            f"{KILLS} kills: {len(tally.acknowledged)} acknowledged, {len(tally.known_without_answer)} whose answer was lost, "
            f"{tally.unanswered} unanswered, {tally.busy} busy"
        )
    assert_nothing_lost_and_nothing_twice(house, tally)


def _kill_one(running: Running, colleagues: Colleagues, chance: random.Random) -> None:
    """Waits until work is being done again, and a random moment more, and kills one worker."""
    known = colleagues.tally.pressed
    wait_until(
        lambda: colleagues.tally.pressed > known + 5 and running.web_workers(), what=f"answers\n{running.output()[-2000:]}", pause=0.01
    )
    time.sleep(chance.uniform(0, 0.25))
    if workers := running.web_workers():
        kill(chance.choice(workers))
