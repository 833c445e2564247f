"""A busy database and a database that is away: readers go on, and what was answered is written down all the same."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from flask import Flask
from sqlalchemy import create_engine

from advocacy.foundation.database import db
from advocacy.links.lane import lane_of
from advocacy.links.log import folder
from advocacy.links.log.line import read
from tests.factories.sharing import make_share
from tests.people import Cast
from tests.sharing.scene import Scene
from tests.sharing.stage import BROWSER, LINKEDIN_BOT, follow, visits

#: A database that is busy is waited for five seconds; nothing here may come near to that.
LONGEST_WAIT = 4.0


@pytest.fixture
def code(own_app: Flask, own_cast: Cast, own_scene: Scene) -> str:
    with own_app.app_context():
        share = make_share(own_cast.camilla, own_scene.found_story())
        db.session.commit()
        return share.link.code


@contextmanager
def writing_elsewhere(app: Flask) -> Iterator[None]:
    """Somebody else holds what a visit needs to be stored."""
    with app.app_context():
        url = db.engine.url
    if url.drivername.startswith("sqlite"):
        connection = sqlite3.connect(str(url.database), isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")
        connection.close()
        return
    with psycopg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False)) as other:
        other.execute("LOCK TABLE visit, visit_total, visit_log IN ACCESS EXCLUSIVE MODE")
        yield


@contextmanager
def database_away(app: Flask) -> Iterator[None]:
    """Nobody can be asked anything."""
    with app.app_context():
        engines = db.engines
    away = create_engine("sqlite:////nowhere/at/all.db")
    real, engines[None] = engines[None], away
    try:
        yield
    finally:
        engines[None] = real
        away.dispose()


def lines_of(app: Flask) -> list[bytes]:
    """What stands in the log now, read past the application."""
    return [line for path in folder.files_in(lane_of(app).log.place) for line in path.read_bytes().splitlines() if read(line)]


def test_a_visit_is_in_the_log_before_it_is_answered(own_app: Flask, code: str) -> None:
    """And from there it comes into the database once, however often the loader looks."""
    follow(own_app.test_client(), code)
    assert len(lines_of(own_app)) == 1
    assert len(visits(own_app)) == 1
    assert len(visits(own_app)) == 1


@pytest.mark.parametrize("agent", [BROWSER, LINKEDIN_BOT])
def test_readers_go_on_while_the_database_is_busy(own_app: Flask, code: str, agent: str) -> None:
    """Attack row R11: nobody waits for a lock, and nobody is left out of the count."""
    client = own_app.test_client()
    with writing_elsewhere(own_app):
        begun = time.monotonic()
        answers = [follow(client, code, agent=agent) for _ in range(20)]
        assert time.monotonic() - begun < LONGEST_WAIT
    assert {answer.status_code for answer in answers} == {302 if agent == BROWSER else 200}
    assert len(visits(own_app)) == 20


def test_a_link_that_is_remembered_leads_on_while_the_database_is_away(own_app: Flask, code: str) -> None:
    """By the lane, and by the page for what the lane leaves to it; the visits are stored when the database is back."""
    lane = lane_of(own_app)
    lane.memory.learn([code])
    lane.open()
    client = own_app.test_client()
    with database_away(own_app):
        answers = [follow(client, code), follow(client, code, method="HEAD"), follow(client, code, Purpose="prefetch")]
    lane.close()
    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert {answer.headers["Location"] for answer in answers} == {"https://bredfjord.example/h/01"}
    assert [visit.kind.value for visit in visits(own_app)] == ["person", "head", "prefetch"]


@pytest.mark.parametrize("agent", [BROWSER, LINKEDIN_BOT])
def test_a_link_that_cannot_be_looked_up_asks_for_a_moment(own_app: Flask, code: str, agent: str) -> None:
    with database_away(own_app):
        answer = follow(own_app.test_client(), code, agent=agent, Accept_Language="en")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Back in a moment" in answer.text
    assert code not in answer.text
    assert follow(own_app.test_client(), code).status_code == 302
    assert len(visits(own_app)) == 1
