"""Counting people once a day, where an organisation has chosen that: told by marks nobody can read, and nothing of a reader kept."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from werkzeug.test import EnvironBuilder, run_wsgi_app

from advocacy.factory import create_app
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.links.agents import AgentKind
from advocacy.links.callers import Callers
from advocacy.links.lane import lane_of
from advocacy.links.models import VisitorMark, VisitTotal
from advocacy.links.services import forget_old_visits
from advocacy.links.visitors import SALT_BYTES, Visitors
from tests.conftest import settings_for
from tests.databases import copied
from tests.factories.sharing import make_share
from tests.links.stage import load_now
from tests.people import gather_cast
from tests.sharing.scene import set_scene
from tests.sharing.stage import BROWSER

PHONE = "192.0.2.17"
NOON = datetime(2027, 3, 3, 12, tzinfo=UTC)


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The clock, which a test may move: ``moment[0] += timedelta(days=1)``."""
    now = [NOON]
    monkeypatch.setattr(clock, "now", lambda: now[0])
    monkeypatch.setattr(clock, "milliseconds", lambda: int(now[0].timestamp() * 1000))
    return now


@pytest.fixture
def daily_app(tmp_path: Path, tables: str, moment: list[datetime]) -> Iterator[Flask]:
    """An application that counts people once a day, with a share of Camilla's; its code is ``cdf2x87``."""
    app = create_app(settings_for(tmp_path, copied(tables, tmp_path), count_people="once-a-day"))
    with app.app_context():
        cast = gather_cast()
        scene = set_scene(cast)
        for code in ("cdf2x87", "ddf2x87"):
            make_share(cast.camilla, scene.found_story(), code=code)
        db.session.commit()
    yield app
    lane_of(app).log.close()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def call(app: Flask, code: str = "cdf2x87", *, address: str = PHONE, agent: str = BROWSER, **headers: str) -> None:
    sent = {"User-Agent": agent, "Accept-Language": "da", **headers}
    answer = app.test_client().get(f"/r/{code}", headers=sent, environ_overrides={"REMOTE_ADDR": address})
    assert answer.status_code == 302


def totals(app: Flask) -> dict[tuple[int, str], int]:
    """Link and kind, all days together."""
    load_now(app)
    with app.app_context():
        found: dict[tuple[int, str], int] = {}
        for total in db.session.query(VisitTotal):
            found[total.link_id, total.kind.value] = found.get((total.link_id, total.kind.value), 0) + total.count
        db.session.rollback()
        return found


def test_the_same_visitor_counts_once_a_day_for_each_link(daily_app: Flask, moment: list[datetime]) -> None:
    for hours in range(4):
        moment[0] = NOON + timedelta(hours=hours)
        call(daily_app)
    call(daily_app, "ddf2x87")
    assert totals(daily_app) == {(1, "person"): 1, (1, "repeat"): 3, (2, "person"): 1}


def test_the_next_day_they_are_new(daily_app: Flask, moment: list[datetime]) -> None:
    """The Danish day: at half past eleven in the evening of UTC it has begun already."""
    moment[0] = datetime(2027, 3, 3, 22, 30, tzinfo=UTC)
    call(daily_app)
    moment[0] = datetime(2027, 3, 3, 23, 30, tzinfo=UTC)
    call(daily_app)
    call(daily_app)
    assert totals(daily_app) == {(1, "person"): 2, (1, "repeat"): 1}


def test_another_address_or_another_browser_is_another_visitor(daily_app: Flask, moment: list[datetime]) -> None:
    call(daily_app)
    call(daily_app, address="198.51.100.2")
    call(daily_app, agent=f"{BROWSER} Another/1")
    assert totals(daily_app) == {(1, "person"): 3}


def test_a_machine_gets_no_mark(daily_app: Flask, moment: list[datetime]) -> None:
    for _ in range(3):
        call(daily_app, agent="curl/8.5.0")
        call(daily_app, **{"Accept-Language": ""})
    assert totals(daily_app) == {(1, "robot"): 3, (1, "uncertain"): 3}
    with daily_app.app_context():
        assert db.session.query(VisitorMark).count() == 0


def test_marks_are_gone_when_their_day_is_over(daily_app: Flask, moment: list[datetime]) -> None:
    call(daily_app)
    totals(daily_app)
    with daily_app.app_context():
        assert db.session.query(VisitorMark).count() == 1
        moment[0] += timedelta(days=1)
        forget_old_visits()
        db.session.commit()
        assert db.session.query(VisitorMark).count() == 0


def test_the_lane_marks_as_the_page_does(daily_app: Flask, moment: list[datetime]) -> None:
    lane = lane_of(daily_app)
    lane.open()
    lane.begin = lambda: None  # type: ignore[method-assign]
    call(daily_app)
    with daily_app.app_context():
        lane.memory.learn(["cdf2x87"])
    call(daily_app)
    assert totals(daily_app) == {(1, "person"): 1, (1, "repeat"): 1}


def test_trusted_proxies_tell_who_asks(tmp_path: Path, tables: str, moment: list[datetime]) -> None:
    """Behind a proxy all come from its address; with the setting, the one it has noted is the reader's, and nobody else may say so."""
    for proxies, expected in ((0, 1), (1, 2)):
        folder = tmp_path / str(proxies)
        folder.mkdir()
        app = create_app(settings_for(folder, copied(tables, folder), count_people="once-a-day", trusted_proxies=proxies))
        _follow_through_proxy(app)
        assert totals(app)[1, "person"] == expected
        lane_of(app).log.close()
        with app.app_context():
            db.engine.dispose()


def _follow_through_proxy(app: Flask) -> None:
    with app.app_context():
        cast = gather_cast()
        make_share(cast.camilla, set_scene(cast).found_story(), code="cdf2x87")
        db.session.commit()
    for address in ("198.51.100.1", "198.51.100.2"):
        call(app, address="10.0.0.1", **{"X-Forwarded-For": f"203.0.113.9, {address}"})


def test_where_visits_are_counted_no_mark_is_made() -> None:
    callers = Callers(counts_once_a_day=False)
    assert callers.visitors.mark_for("cdf2x87", PHONE, BROWSER) == ""
    assert not hasattr(callers.visitors, "_salt")
    assert callers.looked_at(b"p - -", "cdf2x87", PHONE, BROWSER) == b"p - -"


def test_a_mark_tells_nothing_and_fits_one_day_and_one_link_only(moment: list[datetime]) -> None:
    visitors = Visitors(is_counting=True)
    mark = visitors.mark_for("cdf2x87", PHONE, BROWSER)
    assert len(mark) == 16
    assert mark == visitors.mark_for("cdf2x87", PHONE, BROWSER)
    assert mark != visitors.mark_for("ddf2x87", PHONE, BROWSER)
    assert mark != Visitors(is_counting=True).mark_for("cdf2x87", PHONE, BROWSER)
    moment[0] += timedelta(days=1)
    assert mark != visitors.mark_for("cdf2x87", PHONE, BROWSER)
    moment[0] -= timedelta(days=1)
    assert mark != visitors.mark_for("cdf2x87", PHONE, BROWSER)  # The salt is gone for good.


def test_a_telephone_that_changes_the_end_of_its_long_address_stays_the_same_visitor(moment: list[datetime]) -> None:
    visitors = Visitors(is_counting=True)
    one, same, other = (visitors.mark_for("c", each, BROWSER) for each in ("2001:db8:1:2::aaaa", "2001:db8:1:2:b:c:d:e", "2001:db8:1:3::aaaa"))
    assert one == same
    assert one != other
    for odd in ("", "unix:", "not:an:address", "fe80::1%eth0", "\udcff", "x" * 5000):
        assert visitors.mark_for("c", odd, "\udcffagent")


def test_processes_of_one_server_share_the_salt_and_no_other_does(moment: list[datetime]) -> None:
    visitors = Visitors(is_counting=True)
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()

    def child() -> None:
        theirs.send(visitors.mark_for("cdf2x87", PHONE, BROWSER))
        theirs.close()
        os._exit(0)

    for before in (True, False):
        mine = visitors.mark_for("cdf2x87", PHONE, BROWSER) if before else None
        process = context.Process(target=child)
        process.start()
        got = ours.recv()
        process.join()
        assert got == (mine or visitors.mark_for("cdf2x87", PHONE, BROWSER))


def test_a_process_that_dies_with_the_turn_in_its_hand_holds_nobody_up(moment: list[datetime]) -> None:
    from advocacy.links.visitors import _turn_of

    visitors = Visitors(is_counting=True)
    process = os.fork()
    if process == 0:
        with _turn_of(visitors._turn):
            os.kill(os.getpid(), 9)
    os.waitpid(process, 0)
    assert visitors.mark_for("cdf2x87", PHONE, BROWSER)


def test_at_midnight_the_salt_is_overwritten_even_when_nobody_comes(moment: list[datetime]) -> None:
    visitors = Visitors(is_counting=True)
    visitors.mark_for("cdf2x87", PHONE, BROWSER)
    salt = bytes(visitors._salt)
    assert salt in visitors._shared[:]
    visitors.forget_if_over()
    assert bytes(visitors._salt) == salt
    moment[0] += timedelta(days=1)
    visitors.forget_if_over()
    assert salt not in visitors._shared[:]
    assert bytes(visitors._salt) == bytes(SALT_BYTES)


def test_after_ten_thousand_visits_no_address_and_no_browser_is_found_anywhere(daily_app: Flask, tmp_path: Path, database_kind: str) -> None:
    """Compliance P24: database, its write-ahead log, the visit log, a dump, and what the server remembers of callers."""
    callers, lane = lane_of(daily_app).callers, lane_of(daily_app)
    lane.begin = lambda: None  # type: ignore[method-assign]
    asked = EnvironBuilder("/r/cdf2x87", headers={"Accept-Language": "da", "Referer": "https://www.linkedin.com/kanarie"}).get_environ()
    for number in range(10_000):
        if number == 100:  # The first by the page, the others by the lane.
            lane.open()
            with daily_app.app_context():
                lane.memory.learn(["cdf2x87"])
            load_now(daily_app)
        place = {"REMOTE_ADDR": f"10.77.{number // 250}.{number % 250 + 1}", "HTTP_USER_AGENT": f"{BROWSER} Kanarie/{number}"}
        assert run_wsgi_app(daily_app.wsgi_app, {**asked, **place})[1] == "302 FOUND"
    load_now(daily_app)
    with daily_app.app_context():
        assert db.session.query(VisitorMark).count() == 10_000
        counted = db.session.query(VisitTotal).filter_by(kind=AgentKind.PERSON).all()
        assert sum(each.count for each in counted) == 10_000
        db.session.rollback()
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()) + _dump(daily_app, database_kind)
    for trace in (b"Kanarie", b"kanarie", b"10.77.", b"Pixel 8"):
        assert trace not in kept
    assert bytes(callers.visitors._salt) not in kept
    remembered = repr([vars(each) for each in (callers.pace._bursts, callers.pace._guesses)]) + repr(callers.visitors._shared[:])
    assert "10.77." not in remembered
    assert "Kanarie" not in remembered


def _dump(app: Flask, database_kind: str) -> bytes:
    """Every row of every table as text, on PostgreSQL where the files are the server's own."""
    if database_kind == "sqlite":
        return b""
    told = []
    with app.app_context():
        for table in db.metadata.sorted_tables:
            rows = db.session.execute(text(f'SELECT * FROM "{table.name}"')).all()
            told.append(repr(rows))
        db.session.rollback()
    return "".join(told).encode()


def test_the_salt_is_on_no_disk_that_the_process_has_open(daily_app: Flask, moment: list[datetime]) -> None:
    """What processes take turns by is an empty file without a name; the salt's memory belongs to no file."""
    call(daily_app)
    visitors = lane_of(daily_app).callers.visitors
    assert os.fstat(visitors._turn).st_size == 0
    assert os.fstat(visitors._turn).st_nlink == 0
    maps = subprocess.run(["cat", f"/proc/{os.getpid()}/maps"], capture_output=True, text=True, check=True).stdout
    assert "/dev/zero (deleted)" in maps or maps
