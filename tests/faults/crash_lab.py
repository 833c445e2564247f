"""A process that starts copies of itself and kills them in the middle of a migration, or of carrying out jobs.

``python -m tests.faults.crash_lab migrate STEP`` and ``... work KILLS JOBS``; the settings say where. It prints what it did as JSON.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Mapping
from datetime import timedelta

from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import Config, upgrade
from sqlalchemy import Engine, create_engine, event, insert, inspect, select, text
from sqlalchemy.pool import NullPool

from advocacy.config import ROOT
from advocacy.factory import create_app
from advocacy.foundation import jobs, queue
from advocacy.foundation.database import db
from advocacy.foundation.jobs import Job, JobStatus
from tests.faults.reckoning import EFFECT

LONGEST_SECONDS = 120.0


def in_a_copy(act: Callable[[], None], *, kill_after: float | None = None) -> int:
    """Carries something out in a copy of this process; returns its exit status, or minus the signal that ended it."""
    pid = os.fork()
    if pid == 0:
        try:
            act()
        except BaseException as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def migrate(app: Flask, step: int) -> dict[str, object]:
    """Runs each migration again and again, killed after one statement more each time, until it gets through."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    revisions = [script.revision for script in reversed(list(ScriptDirectory.from_config(config).walk_revisions()))]
    wrong: list[str] = []
    kills = {revision: _kill_through(app, revision, step, wrong) for revision in revisions}
    return {"kills": kills, "wrong": wrong}


def _kill_through(app: Flask, revision: str, step: int, wrong: list[str]) -> int:
    before, statement = _shape(app), 1
    while (status := in_a_copy(lambda: _migrate_until(app, revision, statement))) == -signal.SIGKILL:  # noqa: B023
        if _shape(app) != before:
            wrong.append(f"{revision}: half of it stayed after statement {statement}")
        statement += step
    if status or _shape(app)["version"] != revision:
        wrong.append(f"{revision}: did not get through after the kills")
    return (statement - 1) // step


def _migrate_until(app: Flask, revision: str, last: int) -> None:
    done = 0

    @event.listens_for(Engine, "after_cursor_execute")
    def count(*_facts: object) -> None:
        nonlocal done
        done += 1
        if done == last:
            os.kill(os.getpid(), signal.SIGKILL)

    with app.app_context():
        upgrade(revision=revision)


def _shape(app: Flask) -> dict[str, object]:
    """Everything that can be told of tables, columns and indexes, and which version they say they are."""
    engine = create_engine(app.config["SQLALCHEMY_DATABASE_URI"], poolclass=NullPool)
    with engine.connect() as connection:
        seen = inspect(connection)
        tables = {
            name: [
                [str(column) for column in seen.get_columns(name)],
                sorted(map(_index, seen.get_indexes(name))),
                sorted(map(str, seen.get_unique_constraints(name))),
                sorted(map(str, seen.get_foreign_keys(name))),
            ]
            for name in sorted(seen.get_table_names())
        }
        version = connection.scalar(text("SELECT version_num FROM alembic_version")) if "alembic_version" in tables else None
    tables.pop("alembic_version", None)  # An empty list of versions says no more than none.
    return {"version": version, "tables": tables}


def _index(seen: Mapping[str, object]) -> str:
    """An index in words; a condition is an object whose own name would be another each time."""
    options = {name: str(value) for name, value in dict(seen.get("dialect_options") or {}).items()}  # type: ignore[call-overload]
    return str({**seen, "dialect_options": options})


def work(app: Flask, kills: int, count: int) -> dict[str, object]:
    """Asks for jobs and kills worker after worker; the last one is left alone until everything is done."""
    chance = random.Random(kills)
    jobs.RESEND_AFTER = timedelta(seconds=0.3)
    jobs.WORKS["stage.count"] = jobs.Work(_count, timedelta(seconds=1), 10_000, None)
    with app.app_context():
        for number in range(count):
            jobs.ask_for("stage.count", number=number)
        db.session.commit()
        db.engine.dispose()
    app.extensions["advocacy.queue"].storage.close()
    for _ in range(kills):
        in_a_copy(lambda: queue.work(app, 2), kill_after=chance.uniform(0.1, 0.9))
    return {"status": in_a_copy(lambda: _work_to_the_end(app))}


def _count(number: int) -> None:
    """The effect is in our own database; that it happened is told outside as well, where nothing is ever taken back."""
    db.session.execute(insert(EFFECT).values(number=number))
    print(f"did {number}", flush=True)
    time.sleep(0.02)


def _work_to_the_end(app: Flask) -> None:
    pid = os.fork()
    if pid == 0:
        queue.work(app, 2)
        os._exit(0)
    until, left = time.monotonic() + LONGEST_SECONDS, select(Job.id).where(Job.kind == "stage.count", Job.status != JobStatus.DONE)
    with app.app_context():
        while time.monotonic() < until and db.session.scalar(left.limit(1)):
            db.session.rollback()
            time.sleep(0.2)
        db.session.remove()
    os.kill(pid, signal.SIGTERM)
    os._exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


def main() -> None:
    kind, *numbers = sys.argv[1:]
    act = {"migrate": migrate, "work": work}[kind]
    print("REPORT " + json.dumps(act(create_app(), *map(int, numbers))), flush=True)


if __name__ == "__main__":
    main()
