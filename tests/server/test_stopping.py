"""Ctrl-C and SIGTERM: what runs is finished, what waits stays on disk, nothing is left behind (fault FX26)."""

from __future__ import annotations

import signal
import threading
import time
from dataclasses import replace

import httpx2
import pytest

from tests.server.furnishing import House
from tests.server.locking import writes_held
from tests.server.postbox import Postbox
from tests.server.running import wait_until
from tests.server.stage import Start

LETTERS = "SELECT count(*) FROM outbox_letter WHERE status = :status"
#: The invited who have an e-mail address: all of the cast but Kim.
INVITED = 9


@pytest.mark.parametrize(
    ("number", "is_for_group"),
    [(signal.SIGTERM, False), (signal.SIGINT, False), (signal.SIGINT, True)],
    ids=["SIGTERM", "Ctrl-C", "Ctrl-C in a terminal"],
)
def test_what_runs_is_finished_and_what_waits_is_done_next_time(house: House, start: Start, number: int, is_for_group: bool) -> None:
    with Postbox() as postbox:
        house = replace(house, mail_url=postbox.url)
        running = start(house).wait_until_ready()
        postbox.is_open = False
        assert house.launch().json()["invited"] == INVITED + 1
        wait_until(lambda: postbox.waiting == 2, what="both threads of the job worker are delivering a letter")
        answers: list[httpx2.Response] = []
        with writes_held(house):
            press = threading.Thread(target=lambda: answers.append(house.press_share("while stopping")))
            press.start()
            time.sleep(0.5)
            running.tell(number, is_for_group=is_for_group)
            time.sleep(1)
        press.join()
        postbox.is_open = True
        assert running.wait() == 0, running.output()
        assert not running.family()
        assert answers[0].status_code == 201
        assert house.number("SELECT count(*) FROM share WHERE public_id = :id", id=answers[0].json()["id"]) == 1
        sent = house.number(LETTERS, status="sent")
        assert postbox.taken.total() == sent
        assert 2 <= sent < INVITED, "those that were on their way, and on a busy machine one that began before the signal was heard"
        assert house.number("SELECT count(*) FROM job WHERE status = 'running'") == 0
        assert house.number(LETTERS, status="waiting") == INVITED - sent

        start(house, "-m", "flask", "--app", "app", "jobs", "work")
        wait_until(lambda: house.number(LETTERS, status="sent") == INVITED, what="the letters that waited")
        assert set(postbox.taken.values()) == {1}
        assert len(postbox.taken) == INVITED


def test_being_told_to_stop_while_starting_is_heard(house: House, start: Start) -> None:
    """A worker that is just being started does not hear the first signal; without a second one it would be waited for in vain."""
    running = start(house)
    wait_until(lambda: running.web_workers(), what="the first web worker")
    begun = time.monotonic()
    assert running.stop() == 0
    assert time.monotonic() - begun < 20, running.output()
    assert not running.family()


def test_a_second_ctrl_c_means_at_once(house: House, start: Start) -> None:
    with Postbox() as postbox:
        house = replace(house, mail_url=postbox.url)
        running = start(house).wait_until_ready()
        postbox.is_open = False
        house.launch()
        wait_until(lambda: postbox.waiting > 0, what="a job is running")
        running.tell(signal.SIGINT)
        time.sleep(1.5)
        assert running.process.poll() is None
        assert running.stop(signal.SIGINT) == 0
        assert not running.family()
    assert house.number("SELECT count(*) FROM job WHERE status = 'running'") > 0, "written down, and taken up when its lease is over"
