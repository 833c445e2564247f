"""A busy database, a database that is away, and a process that dies: readers go on, and what was answered was written."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from flask import Flask
from sqlalchemy import create_engine, text

from advocacy.foundation.database import db
from tests.factories.sharing import make_share
from tests.people import Cast
from tests.sharing.conftest import Scene
from tests.sharing.stage import LINKEDIN_BOT, follow, visits

LONGEST_WAIT = 7.0


@pytest.fixture
def code(own_app: Flask, own_cast: Cast, own_scene: Scene) -> str:
    with own_app.app_context():
        share = make_share(own_cast.camilla, own_scene.found_story())
        db.session.commit()
        return share.code


@contextmanager
def writing_elsewhere(app: Flask) -> Iterator[None]:
    """Somebody else holds what a visit needs to be written."""
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
        other.execute("LOCK TABLE visit IN ACCESS EXCLUSIVE MODE")
        yield


def test_a_visit_is_in_the_database_before_it_is_answered(own_app: Flask, code: str) -> None:
    """Seen from another connection the moment the answer is here."""
    follow(own_app.test_client(), code)
    with own_app.app_context():
        other = create_engine(db.engine.url)
        with other.connect() as connection:
            assert connection.scalar(text("SELECT count(*) FROM visit")) == 1
        other.dispose()


def test_readers_go_on_while_the_database_is_busy(own_app: Flask, code: str) -> None:
    """Attack row R11, as far as this page goes: late and uncounted, never refused."""
    client = own_app.test_client()
    with writing_elsewhere(own_app):
        begun = time.monotonic()
        answer = follow(client, code)
        took = time.monotonic() - begun
    assert answer.status_code == 302
    assert took < LONGEST_WAIT
    assert visits(own_app) == []
    follow(client, code)
    assert len(visits(own_app)) == 1


@pytest.mark.parametrize("agent", ["Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", LINKEDIN_BOT])
def test_a_link_that_cannot_be_looked_up_asks_for_a_moment(own_app: Flask, code: str, agent: str) -> None:
    with own_app.app_context():
        engines = db.engines
        away = create_engine("sqlite:////nowhere/at/all.db")
        real, engines[None] = engines[None], away
        try:
            answer = follow(own_app.test_client(), code, agent=agent, Accept_Language="en")
        finally:
            engines[None] = real
            away.dispose()
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Back in a moment" in answer.text
    assert code not in answer.text
    assert follow(own_app.test_client(), code).status_code == 302
