"""Readers of share links and real processes: a locked database, one that is away, a story that is paused, and processes with one task."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
import pytest

from tests.server.furnishing import House
from tests.server.locking import writes_held
from tests.server.running import Running, kill, wait_until
from tests.server.stage import Start
from tests.server.stores import PostgresStore

BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Accept-Language": "da"}
ADDRESS = "https://bredfjord.example/h/01"
#: Very generous, for the machine may be busy: waiting for the lock would take five seconds.
LONGEST_WAIT = 4.0


class Reader:
    """Follows a link again and again, and remembers what came back and how long it took."""

    def __init__(self, house: House, *, pause: float = 0.01) -> None:
        self.statuses: Counter[int] = Counter()
        self.longest = 0.0
        self._house, self._pause = house, pause
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._follow)

    def __enter__(self) -> Reader:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._ending.set()
        self._thread.join(60)

    def _follow(self) -> None:
        with httpx2.Client(base_url=self._house.url, timeout=30, trust_env=False, headers=BROWSER) as client:
            while not self._ending.wait(self._pause):
                begun = time.monotonic()
                try:
                    self.statuses[client.get(f"/r/{self._house.share_code}").status_code] += 1
                except httpx2.TransportError:
                    self.statuses[0] += 1  # Nobody is there, or nobody any more.
                self.longest = max(self.longest, time.monotonic() - begun)


def visits(house: House) -> int:
    return house.number("SELECT count(*) FROM visit")


def settled(house: House) -> int:
    """As ``visits``, when everything answered so far is in."""
    before = -1
    while (now := visits(house)) != before:
        before = now
        time.sleep(2)
    return now


def follow(house: House) -> httpx2.Response:
    with httpx2.Client(base_url=house.url, timeout=30, trust_env=False, headers=BROWSER) as client:
        return client.get(f"/r/{house.share_code}")


@contextmanager
def counted(house: House) -> Iterator[list[Reader]]:
    """Readers inside; afterwards as many visits more are stored as they had answers."""
    before, readers = settled(house), [Reader(house) for _ in range(4)]
    yield readers
    answered = sum(reader.statuses[302] for reader in readers)
    assert answered
    wait_until(lambda: visits(house) >= before + answered, what="every answered visit is stored")
    assert visits(house) == before + answered
    assert house.number("SELECT sum(count) FROM visit_total") == visits(house)


def test_readers_do_not_notice_a_database_that_is_locked_for_ten_seconds(served: tuple[House, Running]) -> None:
    """Attack row R11, fault FX08."""
    house, _running = served
    assert follow(house).headers["Location"] == ADDRESS
    wait_until(lambda: visits(house), what="the loader has begun")
    with counted(house) as readers:
        with writes_held(house), readers[0], readers[1], readers[2], readers[3]:
            time.sleep(10)
        assert all(set(reader.statuses) == {302} for reader in readers), [reader.statuses for reader in readers]
        assert max(reader.longest for reader in readers) < LONGEST_WAIT


def test_readers_do_not_notice_a_database_that_is_away(served: tuple[House, Running], database_kind: str) -> None:
    """Fault FX09: what each worker has learnt leads on, and the visits are stored when the database is back."""
    if database_kind == "sqlite":
        pytest.skip("a file is not somewhere else")
    house, _running = served
    store = PostgresStore(house.database_url)
    for _ in range(30):  # Both workers have been asked then.
        follow(house)
    with counted(house) as readers:
        store.shut_out()
        try:
            with readers[0], readers[1], readers[2], readers[3]:
                time.sleep(5)
        finally:
            store.come_back()
        assert all(set(reader.statuses) == {302} for reader in readers), [reader.statuses for reader in readers]


def test_a_story_that_rests_stops_in_every_process_within_a_minute(served: tuple[House, Running]) -> None:
    """Attack row R19."""
    house, running = served
    assert len(running.web_workers()) == 2
    for _ in range(30):
        assert follow(house).status_code == 302
    house.change("UPDATE story SET paused_at = :now WHERE public_id = :id", now="2026-01-01 00:00:00.000000", id=house.story)
    begun = time.monotonic()
    wait_until(lambda: {follow(house).status_code for _ in range(30)} == {410}, seconds=60, pause=1, what="the story rests everywhere")
    assert time.monotonic() - begun < 60
    house.change("UPDATE story SET paused_at = NULL WHERE public_id = :id", id=house.story)
    wait_until(lambda: {follow(house).status_code for _ in range(30)} == {302}, seconds=60, pause=1, what="and leads on again")


def test_visits_of_killed_workers_are_stored(served: tuple[House, Running]) -> None:
    """Fault FX01: their files are read to the end by the loader, and go."""
    house, running = served
    before, answered = settled(house), 0
    for _ in range(3):
        workers = running.web_workers()
        answered += sum(follow(house).status_code == 302 for _ in range(20))
        kill(workers[0])
        wait_until(lambda: len(running.web_workers()) == 2 and workers[0] not in running.web_workers(), what="a new worker")  # noqa: B023
        time.sleep(3)
    wait_until(lambda: visits(house) >= before + answered, what="every visit")
    assert settled(house) == before + answered
    wait_until(lambda: len(list((house.folder / "visits").glob("*.log"))) <= 2, what="only files of living processes are left")


def test_a_process_for_links_serves_nothing_else_and_loads_what_it_writes(house: House, start: Start) -> None:
    running = start(house, ADVOCACY_ROLE="redirect").wait_until_ready()
    assert (len(running.web_servers()), len(running.job_workers())) == (1, 0)
    assert follow(house).status_code == 302
    assert house.call("GET", "/healthz").status_code == 200
    assert house.call("GET", "/static/css/tokens.css").status_code == 200
    for path in ("/", "/accounts/sign-in", "/welcome", "/readyz", "/api/v1/shares", "/library/"):
        assert house.call("GET", path).status_code == 404, path
    assert house.press_share("not here").status_code == 404
    wait_until(lambda: visits(house) == 1, what="the visit is stored")
    assert running.stop() == 0


def test_pages_and_jobs_may_live_in_processes_of_their_own(house: House, start: Start) -> None:
    web = start(house, ADVOCACY_ROLE="web").wait_until_ready()
    assert (len(web.web_servers()), len(web.job_workers())) == (1, 0)
    worker = start(house, ADVOCACY_ROLE="worker").wait_until_ready()
    assert len(worker.job_workers()) == 1
    assert house.press_share("from the web").status_code == 201
    assert follow(house).status_code == 302
    wait_until(lambda: visits(house) == 1, what="the visit is stored")
    assert worker.stop() == 0
    assert follow(house).status_code == 302
    assert web.stop() == 0


def test_a_role_that_does_not_exist_is_named(house: House, start: Start) -> None:
    running = start(house, ADVOCACY_ROLE="king", ADVOCACY_VISITS_DURABILITY="perhaps")
    assert running.wait() == 2
    assert "ADVOCACY_ROLE" in running.output()
    assert "ADVOCACY_VISITS_DURABILITY" in running.output()


def test_visits_answered_while_stopping_are_stored_at_the_next_start(house: House, start: Start) -> None:
    running = start(house).wait_until_ready()
    reader = Reader(house, pause=0.0)
    with reader:
        time.sleep(1.5)
        assert running.stop() == 0
    answered = reader.statuses[302]
    assert answered
    again = start(house).wait_until_ready()
    wait_until(lambda: visits(house) >= answered, what="every answered visit")
    assert visits(house) <= answered + reader.statuses[0]
    assert again.stop() == 0
