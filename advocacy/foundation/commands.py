"""The job worker, and what an operator asks of it."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import select, update

from advocacy.foundation import jobs
from advocacy.foundation.alongside import go_along
from advocacy.foundation.clock import now
from advocacy.foundation.database import db
from advocacy.foundation.jobs import Job, JobStatus
from advocacy.foundation.pages import settings
from advocacy.foundation.queue import work as carry_out

group = AppGroup("jobs", help="Work that is done later.")


@group.command("work")
def work() -> None:
    """Carries out jobs until it is told to stop; what runs then is finished."""
    # The command's own session must not keep a transaction open while the threads work.
    db.session.remove()
    carry_out(current_app._get_current_object(), settings().job_threads)  # type: ignore[attr-defined]


@group.command("accompany")
def accompany() -> None:
    """Does only what the job worker does alongside its jobs, for example loading visits, until it is told to stop."""
    db.session.remove()
    go_along(current_app._get_current_object())  # type: ignore[attr-defined]


@group.command("status")
def status() -> None:
    """How many jobs wait, how old the oldest is, and which are dead."""
    ages = jobs.queue_ages()
    click.echo(f"waiting {ages['waiting']}, oldest {ages['oldest_seconds']} s, dead {ages['dead']}")
    for dead in db.session.scalars(select(Job).where(Job.status == JobStatus.DEAD).order_by(Job.id)):
        last = (dead.last_error or "").strip().splitlines()
        click.echo(f"  {dead.id} {dead.kind} after {dead.attempts} tries: {last[-1] if last else ''}")


@group.command("retry")
@click.argument("number", type=int)
def retry(number: int) -> None:
    """Gives a dead job another round of tries."""
    statement = update(Job).where(Job.id == number, Job.status == JobStatus.DEAD)
    db.session.execute(statement.values(status=JobStatus.WAITING, attempts=0, due_at=now()))
    db.session.commit()
