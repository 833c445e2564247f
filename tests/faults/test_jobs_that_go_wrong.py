"""Jobs that outlive their lease, that no worker survives, or that wait for another machine: nothing twice and nothing stuck."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, text, update

from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db
from advocacy.foundation.jobs import Job, JobStatus
from advocacy.foundation.throttle import TryCount, count_try
from tests.server.furnishing import House
from tests.server.postbox import Postbox
from tests.server.running import wait_until
from tests.server.stage import Start


@pytest.fixture
def works() -> Iterator[dict[str, jobs.Work]]:
    """Kinds of work for the stage, taken away afterwards."""
    before = dict(jobs.WORKS)
    yield jobs.WORKS
    jobs.WORKS.clear()
    jobs.WORKS.update(before)


def only_job() -> Job:
    return db.session.scalars(select(Job).execution_options(populate_existing=True)).one()


def test_a_worker_slower_than_its_lease_undoes_what_it_did(app: Flask, works: dict[str, jobs.Work]) -> None:
    """Somebody else has taken the job meanwhile: only one of the two may leave an effect."""
    others = iter([True])

    def be_slow() -> None:
        if next(others, None):
            db.session.rollback()
            with time_machine.travel(clock.now() + timedelta(minutes=1)):
                assert jobs.run_job(only_job().id), "the other worker takes it and finishes it"
        count_try("stage", 60)

    works["stage.slow"] = jobs.Work(be_slow, timedelta(seconds=30), 3, None)
    with app.app_context():
        jobs.ask_for("stage.slow")
        db.session.commit()
        assert not jobs.run_job(only_job().id), "the slow one is told that it is not its job any more"
        assert db.session.scalar(select(TryCount.tries)) == 1
        assert (only_job().status, only_job().attempts) == (JobStatus.DONE, 2)


def test_a_job_that_no_worker_survives_is_laid_aside(app: Flask, works: dict[str, jobs.Work]) -> None:
    """Attack row J01: one that eats all memory, for instance. It must not take down the next worker for ever."""
    works["stage.deadly"] = jobs.Work(lambda: pytest.fail("this must not be tried again"), timedelta(seconds=30), 3, None)
    with app.app_context():
        jobs.ask_for("stage.deadly")
        db.session.commit()
        for _ in range(3):
            assert jobs.claim(only_job().id) is not None, "a worker takes it and is killed"
            db.session.execute(update(Job).values(lease_until=clock.now() - timedelta(seconds=1)))
            db.session.commit()
        assert not jobs.run_job(only_job().id)
        assert only_job().status is JobStatus.DEAD
        assert "lost in each of its 3 tries" in (only_job().last_error or "")


def test_a_turn_that_could_not_be_written_is_asked_for_again(own_app: Flask, works: dict[str, jobs.Work], database_kind: str) -> None:
    works["stage.often"] = jobs.Work(lambda: None, timedelta(seconds=30), 1, timedelta(hours=1))
    jobs._slots_asked_for.clear()
    with own_app.app_context():
        name = "job" if database_kind == "sqlite" else '"job"'
        db.session.execute(text(f"ALTER TABLE {name} RENAME TO hidden"))
        db.session.commit()
        with pytest.raises(Exception, match="job"):
            jobs.sweep()
        db.session.rollback()
        db.session.execute(text(f"ALTER TABLE hidden RENAME TO {name}"))
        db.session.commit()
        jobs.sweep()
        assert db.session.query(Job).filter_by(kind="stage.often").count() == 1
    jobs._slots_asked_for.clear()


def test_nothing_is_locked_while_a_mail_server_takes_its_time(house: House, start: Start) -> None:
    """Fault FX11: the worker waits for the mail server, and colleagues go on pressing as if nothing were the matter."""
    with Postbox() as postbox:
        house = replace(house, mail_url=postbox.url)
        start(house).wait_until_ready()
        postbox.is_open = False
        house.launch()
        wait_until(lambda: postbox.waiting == 2, what="letters on their way")
        for number in range(5):
            assert house.press_share(f"meanwhile-{number}", seconds=4).status_code == 201
        assert postbox.waiting == 2
        postbox.is_open = True
        wait_until(lambda: house.number("SELECT count(*) FROM outbox_letter WHERE status = 'sent'") == 9, what="the letters")
        assert set(postbox.taken.values()) == {1}
