"""The loader: what stands in the log is in the database once, with its totals, whatever breaks off in between."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.links.agents import AgentKind
from advocacy.links.lane import lane_of
from advocacy.links.loader import loading
from advocacy.links.loader.election import elected, load_when_elected
from advocacy.links.loader.loading import Loader
from advocacy.links.loader.storing import PostgresStore, SqliteStore, opened
from advocacy.links.loader.watching import is_well, seconds_behind
from advocacy.links.log import folder
from advocacy.links.log.line import tail_of, with_mark, written
from advocacy.links.log.writer import VisitWriter
from advocacy.links.models import Visit, VisitLog, VisitorMark, VisitTotal
from advocacy.networks.catalogue.network import NetworkKind
from tests.factories.sharing import make_share
from tests.people import Cast
from tests.sharing.scene import Scene

PERSON = tail_of(AgentKind.PERSON, NetworkKind.LINKEDIN)
ROBOT = tail_of(AgentKind.ROBOT, None)


def ms(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp() * 1000)  # type: ignore[misc,arg-type]


NOON = ms(2026, 11, 22, 11)


@pytest.fixture
def links(own_app: Flask, own_cast: Cast, own_scene: Scene) -> list[int]:
    """Three links."""
    with own_app.app_context():
        found = [make_share(own_cast.camilla, own_scene.found_story()).link_id for _ in range(3)]
        db.session.commit()
    return found


@pytest.fixture
def place(own_app: Flask) -> Path:
    found = lane_of(own_app).log.place
    found.mkdir(parents=True, exist_ok=True)
    return found


def put(place: Path, *lines: bytes, name: str = "host-1-1.log") -> Path:
    """A file whose process has gone."""
    path = place / name
    with path.open("ab") as file:
        if not path.stat().st_size:
            file.write(folder.HEADER % 0)
        file.writelines(lines)
    return path


def load(app: Flask, place: Path, loader: Loader | None = None) -> bool:
    with app.app_context(), opened(db.engine) as store:
        return (loader or Loader(place)).load(store)


def stored(app: Flask) -> Counter[tuple[int, str, str | None]]:
    with app.app_context():
        return Counter((row.link_id, row.kind.value, row.network) for row in db.session.execute(select(Visit.link_id, Visit.kind, Visit.network)))


def totals(app: Flask) -> dict[tuple[int, date, str, str], tuple[int, datetime]]:
    with app.app_context():
        return {(each.link_id, each.day, each.kind.value, each.network): (each.count, each.first_at) for each in db.session.scalars(select(VisitTotal))}


def assert_whole(app: Flask, expected: int) -> None:
    """As many visits as there should be, and totals that say the same."""
    counted = Counter[tuple[int, str, str]]()
    for (link, _day, kind, network), (count, _first) in totals(app).items():
        counted[link, kind, network] += count
    found = stored(app)
    assert sum(found.values()) == expected
    assert counted == Counter({(link, kind, network or ""): count for (link, kind, network), count in found.items()})


def test_visits_become_rows_and_totals_of_danish_days(own_app: Flask, links: list[int], place: Path) -> None:
    late, later = ms(2026, 7, 1, 21, 59, 59) + 7, ms(2026, 7, 1, 22, 0, 0)
    put(place, written(links[0], later, PERSON), written(links[0], late, PERSON), written(links[0], late, PERSON), written(links[1], late, ROBOT))
    load(own_app, place)
    assert totals(own_app) == {
        (links[0], date(2026, 7, 1), "person", "linkedin"): (2, datetime(2026, 7, 1, 21, 59, 59, 7000, tzinfo=UTC)),
        (links[0], date(2026, 7, 2), "person", "linkedin"): (1, datetime(2026, 7, 1, 22, tzinfo=UTC)),
        (links[1], date(2026, 7, 1), "robot", ""): (1, datetime(2026, 7, 1, 21, 59, 59, 7000, tzinfo=UTC)),
    }
    with own_app.app_context():
        first = db.session.scalars(select(Visit).where(Visit.link_id == links[1])).one()
        assert (first.at, first.kind, first.network) == (datetime(2026, 7, 1, 21, 59, 59, 7000, tzinfo=UTC), AgentKind.ROBOT, None)


def test_later_visits_are_added_to_a_days_total(own_app: Flask, links: list[int], place: Path) -> None:
    loader = Loader(place)
    log = VisitWriter(place)
    for _ in range(3):
        log.write(links[0], PERSON)
        load(own_app, place, loader)
        load(own_app, place)
    log.close()
    assert_whole(own_app, 3)
    assert len(totals(own_app)) in {1, 2}  # Two when the test runs over midnight.


def test_a_visit_of_a_link_that_is_gone_is_left_out(own_app: Flask, links: list[int], place: Path) -> None:
    path = put(place, written(987_654, NOON, PERSON), written(links[0], NOON, PERSON))
    load(own_app, place)
    assert_whole(own_app, 1)
    assert not path.exists()


def test_a_line_that_is_not_whole_is_left_out_and_the_others_are_kept(own_app: Flask, links: list[int], place: Path) -> None:
    good = written(links[0], NOON, PERSON)
    broken = bytearray(written(links[1], NOON, PERSON))
    broken[12] ^= 1
    put(place, good, bytes(broken), b"\n", b"nonsense\n", b"\x00\xff\n", good[:20], good, good, b"!" * 50 + b"\n", good)
    load(own_app, place)
    assert_whole(own_app, 4)


def test_half_a_line_waits_until_it_is_whole(own_app: Flask, links: list[int], place: Path) -> None:
    """As long as somebody can finish it; when they have gone it never will be, and the file goes too."""
    good, loader = written(links[0], NOON, PERSON), Loader(place)
    path = put(place, good, good[:15])
    with path.open("ab") as writer:
        import fcntl

        fcntl.flock(writer, fcntl.LOCK_EX)
        load(own_app, place, loader)
        assert_whole(own_app, 1)
        assert path.exists()
        writer.write(good[15:])
        writer.flush()
        load(own_app, place, loader)
        assert_whole(own_app, 2)
        assert path.exists(), "its process may write more"
        writer.write(good[:15])
    load(own_app, place, loader)
    assert_whole(own_app, 2)
    assert not path.exists()


def test_a_file_stays_while_its_process_writes_and_goes_when_it_is_read(own_app: Flask, links: list[int], place: Path) -> None:
    log, loader = VisitWriter(place), Loader(place)
    log.write(links[0], PERSON)
    load(own_app, place, loader)
    assert len(folder.files_in(place)) == 1
    log.close()
    load(own_app, place, loader)
    assert folder.files_in(place) == []
    assert_whole(own_app, 1)


@pytest.mark.parametrize("step", ["offsets", "links_there", "add_visits", "add_totals", "keep_offsets"])
def test_a_load_that_breaks_off_leaves_nothing_and_is_done_again(
    own_app: Flask, links: list[int], place: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(place, *[written(links[0], NOON, PERSON)] * 5)
    loader = Loader(place)
    for kind in (SqliteStore, PostgresStore):
        monkeypatch.setattr(kind, step, _breaking(getattr(kind, step)))
    with pytest.raises(ZeroDivisionError):
        load(own_app, place, loader)
    assert_whole(own_app, 0)
    assert len(folder.files_in(place)) == 1
    monkeypatch.undo()
    load(own_app, place, loader)
    assert_whole(own_app, 5)


def _breaking(real: Any) -> Any:
    def act(*arguments: Any, **named: Any) -> Any:
        real(*arguments, **named)
        raise ZeroDivisionError

    return act


def test_a_commit_whose_outcome_nobody_heard_counts_once(own_app: Flask, links: list[int], place: Path) -> None:
    """Fault FX09: the database has committed and the connection broke before it could say so."""
    put(place, *[written(links[0], NOON, PERSON)] * 5)
    loader = Loader(place)
    with own_app.app_context(), opened(db.engine) as store:
        real = store.transaction

        @contextmanager
        def unheard() -> Any:
            with real():
                yield
            raise ConnectionError

        store.transaction = unheard  # type: ignore[method-assign]
        with pytest.raises(ConnectionError):
            loader.load(store)
    assert_whole(own_app, 5)
    for _ in range(3):
        load(own_app, place, loader)
    assert_whole(own_app, 5)
    assert folder.files_in(place) == []


def test_a_file_that_comes_back_from_a_backup_counts_no_second_time(own_app: Flask, links: list[int], place: Path) -> None:
    path = put(place, *[written(links[0], NOON, PERSON)] * 5)
    saved = path.read_bytes()
    load(own_app, place)
    assert not path.exists()
    path.write_bytes(saved)
    load(own_app, place)
    assert_whole(own_app, 5)
    with own_app.app_context():
        assert db.session.scalars(select(VisitLog.name)).all() == [path.name]


def test_many_loaders_at_once_count_once(own_app: Flask, links: list[int], place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is one on a machine; should the lock ever fail, the database still decides."""
    monkeypatch.setattr(loading, "MOST_BYTES", 2_000)
    for number in range(4):
        put(place, *[written(links[number % 3], NOON, PERSON)] * 300, name=f"host-1-{number}.log")
    problems: list[BaseException] = []

    def work() -> None:
        loader, until = Loader(place), time.monotonic() + 60
        while folder.files_in(place) and time.monotonic() < until:
            try:
                load(own_app, place, loader)
            except FileNotFoundError:
                continue  # Another one has just removed what this one had found.
            except BaseException as error:
                problems.append(error)
                return

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not problems
    assert_whole(own_app, 1200)


def test_one_process_of_a_machine_is_elected_and_another_follows_it(place: Path) -> None:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        with elected(place) as is_elected:
            os.write(writing, b"y" if is_elected else b"n")
            time.sleep(60)
        os._exit(0)
    assert os.read(reading, 1) == b"y"
    with elected(place) as is_elected:
        assert not is_elected
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    with elected(place) as is_elected:
        assert is_elected


def test_loaders_that_are_killed_again_and_again_count_once(own_app: Flask, links: list[int], place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fault FX01: each is killed at any moment, the next goes on where it stopped."""
    monkeypatch.setattr(loading, "MOST_BYTES", 3_000)
    expected = Counter[int]()
    for number in range(3):
        for link in links:
            expected[link] += 700 * (number + 1)
        put(place, *[written(link, NOON + each, PERSON) for each in range(700 * (number + 1)) for link in links], name=f"host-1-{number}.log")
    with own_app.app_context():
        db.engine.dispose()
    kills = 0
    for attempt in range(60):
        pid = os.fork()
        if pid == 0:
            _load_until_killed(own_app)
        time.sleep(0.03 + 0.02 * (attempt % 7))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        kills += 1
        if not folder.files_in(place):
            break
    load_all(own_app, place)
    assert kills >= 3
    assert Counter({link: count for (link, _kind, _network), count in stored(own_app).items()}) == expected
    assert_whole(own_app, expected.total())


def _load_until_killed(app: Flask) -> None:
    try:
        load_when_elected(app, threading.Event())
    finally:
        os._exit(1)


def load_all(app: Flask, place: Path) -> None:
    loader = Loader(place)
    while folder.files_in(place):
        load(app, place, loader)


def test_somebody_who_comes_again_the_same_day_counts_as_a_repeat(own_app: Flask, links: list[int], place: Path) -> None:
    """In one portion or in two, by link and by day; robots never."""
    one, other = with_mark(PERSON, "aaaa"), with_mark(PERSON, "bbbb")
    tomorrow = NOON + 24 * 3600 * 1000
    put(place, written(links[0], NOON, one), written(links[0], NOON, one), written(links[0], NOON, other), written(links[1], NOON, one),
        written(links[0], NOON, with_mark(ROBOT, "aaaa")))
    load(own_app, place)
    put(place, written(links[0], NOON, one), written(links[0], tomorrow, one), written(links[0], tomorrow, one), name="host-1-2.log")
    load(own_app, place)
    assert stored(own_app) == {
        (links[0], "person", "linkedin"): 3, (links[0], "repeat", "linkedin"): 3, (links[1], "person", "linkedin"): 1, (links[0], "robot", None): 1,
    }
    with own_app.app_context():
        marks = db.session.execute(select(VisitorMark.day, VisitorMark.link_id, VisitorMark.mark)).all()
    assert len(marks) == 4
    assert_whole(own_app, 8)


def test_health_tells_of_visits_that_were_missed_or_wait_too_long(own_app: Flask, links: list[int], place: Path) -> None:
    settings = own_app.extensions["advocacy.settings"]
    ready = own_app.test_client().get("/readyz").json
    assert ready is not None and ready["visits"] is True
    path = put(place, written(links[0], clock.milliseconds() - 3_600_000, PERSON))
    with own_app.app_context():
        assert seconds_behind(place) > 3_000
        assert not is_well(settings)
    load(own_app, place)
    with own_app.app_context():
        assert seconds_behind(place) == 0
        assert is_well(settings)
    path.write_bytes(folder.HEADER % 3)
    answer = own_app.test_client().get("/readyz")
    assert answer.json is not None and answer.json["visits"] is False
    assert folder.missed_in(path) == 3


def test_a_job_worker_loads_while_it_works_and_once_more_when_it_ends(own_app: Flask, links: list[int], place: Path) -> None:
    log, ending = VisitWriter(place), threading.Event()
    thread = threading.Thread(target=load_when_elected, args=(own_app, ending))
    thread.start()
    log.write(links[0], PERSON)
    until = time.monotonic() + 20
    while not stored(own_app) and time.monotonic() < until:
        time.sleep(0.05)
    assert_whole(own_app, 1)
    ending.set()
    log.write(links[0], PERSON)
    thread.join(20)
    log.close()
    assert not thread.is_alive()
    assert stored(own_app).total() in {1, 2}
    load(own_app, place)
    assert_whole(own_app, 2)
