"""The queue on a file, on Valkey and on PostgreSQL: it carries jobs, and when it goes away nothing is lost (fault FX10)."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from tests.server.furnishing import House
from tests.server.running import wait_until
from tests.server.stage import Start
from tests.server.stores import opened_store

LETTERS = 9
SENT = "SELECT count(*) FROM outbox_letter WHERE status = 'sent'"
#: The sweep writes down when it sends a job again (after ten seconds); one that the queue carried was sent when it was written.
SWEPT = "SELECT count(*) FROM job WHERE sent_at > created_at"
NEWEST = "SELECT max(id) FROM job"
CARRIED = "SELECT count(*) FROM job WHERE sent_at = created_at AND status = 'done' AND id > :newest"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each kind of queue once: two of them beside SQLite, the third beside PostgreSQL."""
    is_sqlite = metafunc.config.getoption("--database") == "sqlite"
    metafunc.parametrize("kind", ["file", "valkey"] if is_sqlite else ["postgresql"])


def test_a_queue_carries_jobs_and_loses_none_when_it_goes_away(house: House, start: Start, kind: str) -> None:
    with opened_store(kind, house.folder) as store:
        house = replace(house, queue_url=store.url)
        web = start(house, "-m", "advocacy.web")
        wait_until(lambda: web.web_workers() and house.answers(), what="the web server")
        assert house.launch(0).status_code == 200
        assert store.messages() == 1

        store.go_away()
        begun = time.monotonic()
        assert house.launch(1).status_code == 200, "the change and its job are written, with or without a queue"
        assert time.monotonic() - begun < 15
        ready = house.call("GET", "/readyz")
        assert (ready.status_code, ready.json()["queue"]) == ((200, True) if kind == "file" else (503, False))
        assert house.call("GET", "/healthz").status_code == 200
        assert house.number(SENT) == 0

        start(house, "-m", "flask", "--app", "app", "jobs", "work")
        time.sleep(2)
        store.come_back()
        wait_until(lambda: house.number(SENT) == 2 * LETTERS, what="the letters of both launches")
        wait_until(lambda: house.number("SELECT count(*) FROM job WHERE status <> 'done'") == 0, what="every job, those by the clock as well")
        ready = house.call("GET", "/readyz")
        assert ready.status_code == 200, ready.text

        assert house.number(SWEPT) >= 1
        newest = house.number(NEWEST)
        assert house.launch(2).status_code == 200
        wait_until(lambda: house.number(SENT) == 3 * LETTERS, what="the letters of the third launch")
        assert house.number(CARRIED, newest=newest) >= 1, "the queue itself carries again"
        assert store.messages() == 0
        assert len(list((house.folder / "letters").iterdir())) == 3 * LETTERS
