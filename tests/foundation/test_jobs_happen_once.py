"""Work done later: written with its cause, carried out once, whatever happens to the worker."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db
from advocacy.foundation.jobs import Job, JobStatus

DONE: list[str] = []


@pytest.fixture(autouse=True)
def works() -> Iterator[None]:
    """Two kinds of work for the stage: one that goes well, one that never does."""
    DONE.clear()

    def note(word: str) -> None:
        DONE.append(word)

    def fail() -> None:
        raise ValueError("never")

    jobs.WORKS["stage.note"] = jobs.Work(note, timedelta(seconds=30), 3, None)
    jobs.WORKS["stage.fail"] = jobs.Work(fail, timedelta(seconds=30), 3, None)
    yield
    del jobs.WORKS["stage.note"], jobs.WORKS["stage.fail"]


def only_job() -> Job:
    return db.session.scalars(select(Job)).one()


def test_a_change_that_is_undone_asks_for_nothing(app: Flask) -> None:
    with app.app_context():
        jobs.ask_for("stage.note", word="undone")
        db.session.rollback()
        assert jobs.run_due_jobs() == 0
    assert DONE == []


def test_a_job_is_carried_out_once(app: Flask) -> None:
    with app.app_context():
        jobs.ask_for("stage.note", word="once")
        db.session.commit()
        assert jobs.run_due_jobs() == 1
        assert jobs.run_due_jobs() == 0
        assert only_job().status is JobStatus.DONE
    assert DONE == ["once"]


def test_two_requests_under_one_key_are_one_job(app: Flask) -> None:
    """Attack row J02."""
    with app.app_context():
        jobs.ask_for("stage.note", unique_key="launch:1", word="first")
        jobs.ask_for("stage.note", unique_key="launch:1", word="second")
        db.session.commit()
        jobs.run_due_jobs()
    assert DONE == ["first"]


def test_a_job_waits_for_its_time(app: Flask) -> None:
    with app.app_context():
        jobs.ask_for("stage.note", due_at=clock.now() + timedelta(hours=2), word="later")
        db.session.commit()
        assert jobs.run_due_jobs() == 0
        with time_machine.travel(clock.now() + timedelta(hours=3)):
            assert jobs.run_due_jobs() == 1
    assert DONE == ["later"]


def test_a_job_that_keeps_failing_is_laid_aside_with_its_reason(app: Flask) -> None:
    """Attack row J01: a poisoned job gets its tries, then waits for a person; the others go on."""
    with app.app_context():
        jobs.ask_for("stage.fail")
        db.session.commit()
        for day in range(4):
            with time_machine.travel(clock.now() + timedelta(days=day)):
                jobs.run_due_jobs()
        failed = only_job()
        assert (failed.status, failed.attempts) == (JobStatus.DEAD, 3)
        assert "ValueError: never" in (failed.last_error or "")
        assert jobs.queue_ages()["dead"] == 1


def test_a_killed_workers_job_is_taken_up_when_its_lease_is_over(app: Flask) -> None:
    """Fault FX02: the claim was committed, the worker died, nobody said so."""
    with app.app_context():
        jobs.ask_for("stage.note", word="survivor")
        db.session.commit()
        number = only_job().id
        assert jobs.claim(number) is not None
        assert jobs.run_due_jobs() == 0
        with time_machine.travel(clock.now() + timedelta(minutes=5)):
            assert jobs.sweep() >= 1
            jobs.run_due_jobs()
        assert db.session.query(Job).filter_by(kind="stage.note").one().attempts == 2
    assert DONE == ["survivor"]


def test_two_workers_cannot_take_the_same_job(own_app: Flask) -> None:
    """Attack row J02: eight threads reach for one job at the same moment."""
    with own_app.app_context():
        jobs.ask_for("stage.note", word="mine")
        db.session.commit()
        number = only_job().id
    barrier = Barrier(8)

    def reach() -> None:
        with own_app.app_context():
            barrier.wait()
            jobs.run_job(number)

    threads = [Thread(target=reach) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert DONE == ["mine"]


def test_each_turn_of_periodic_work_is_one_row_however_many_workers_ask(app: Flask) -> None:
    """Fault FX04: two schedulers, one turn."""
    jobs.WORKS["stage.often"] = jobs.Work(lambda: DONE.append("turn"), timedelta(seconds=30), 1, timedelta(hours=1))
    try:
        with app.app_context(), time_machine.travel("2026-11-22T10:10:00Z", tick=False):
            for _worker in range(2):
                jobs._slots_asked_for.clear()
                jobs.sweep()
            assert db.session.query(Job).filter_by(kind="stage.often").count() == 1
        with app.app_context(), time_machine.travel("2026-11-22T11:10:00Z", tick=False):
            jobs.sweep()
            assert db.session.query(Job).filter_by(kind="stage.often").count() == 2
    finally:
        del jobs.WORKS["stage.often"]
        jobs._slots_asked_for.clear()
