"""Work that is done later: a row written with the change that asked for it, carried out once whatever happens to the worker."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import structlog
from sqlalchemy import JSON, CursorResult, String, Text, delete, event, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from advocacy.foundation.clock import now
from advocacy.foundation.database import CreatedAt, Key, Model, Word, db

log = structlog.get_logger()
RESEND_AFTER = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=6)
SWEEP_SIZE = 500


class JobStatus(StrEnum):
    """Where a job is: ``dead`` means it failed as often as it may and waits for a person."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"


class Job(Model):
    """One piece of work; this row is the truth, the queue only carries its number."""

    __tablename__ = "job"

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(80))
    arguments: Mapped[dict[str, Any]] = mapped_column(JSON)
    #: Two jobs with one key are one job; empty means that it may be asked for again and again.
    unique_key: Mapped[str | None] = mapped_column(String(200), unique=True)
    status: Mapped[JobStatus] = mapped_column(Word(JobStatus), default=JobStatus.WAITING)
    due_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[CreatedAt]
    finished_at: Mapped[datetime | None]

    __table_args__ = (db.Index("ix_job_status_due_at", "status", "due_at"),)


@dataclass(frozen=True)
class Work:
    """What a kind of job does: its function, how long one try may take, how many tries it gets, how often it comes by itself."""

    function: Callable[..., None]
    lease: timedelta
    tries: int
    every: timedelta | None


WORKS: dict[str, Work] = {}


class WorkerLost(Exception):
    """A job that no worker has survived: it is laid aside rather than tried on the next one."""


class TookTooLong(Exception):
    """A worker was slower than its lease; what it did is undone, for somebody else has begun anew."""


def job(kind: str, *, lease_seconds: int = 120, tries: int = 8, every: timedelta | None = None) -> Callable[[Any], Any]:
    """Declares a function as work of this kind. It gets the row's arguments by name; the runner commits after it."""

    def declare(function: Callable[..., None]) -> Callable[..., None]:
        WORKS[kind] = Work(function, timedelta(seconds=lease_seconds), tries, every)
        return function

    return declare


def ask_for(kind: str, *, unique_key: str | None = None, due_at: datetime | None = None, **arguments: Any) -> None:
    """Writes a job in the transaction that is open: rolled back with it, seen by a worker only after the commit."""
    moment = now()
    due = due_at or moment
    insert = sqlite.insert if db.session.get_bind().dialect.name == "sqlite" else postgresql.insert
    statement = (
        insert(Job)
        .values(
            kind=kind,
            arguments=arguments,
            unique_key=unique_key,
            due_at=due,
            sent_at=moment,
            status=JobStatus.WAITING,
            attempts=0,
            created_at=moment,
        )
        .on_conflict_do_nothing(index_elements=["unique_key"])
        .returning(Job.id)
    )
    number = db.session.scalar(statement)
    if number is not None and due <= moment:
        db.session.info.setdefault("jobs_to_send", []).append(number)


_senders: list[Callable[[int], None]] = []


def send_with(sender: Callable[[int], None]) -> None:
    """Sets what carries a job's number to a worker; without one, the worker's sweep finds the row."""
    _senders[:] = [sender]


@event.listens_for(Session, "after_commit")
def _send_committed(session: Session) -> None:
    for number in session.info.pop("jobs_to_send", []):
        for sender in _senders:
            try:
                sender(number)
            except Exception as error:  # noqa: BLE001 - the row is safe; the sweep sends it again.
                log.warning("job_not_sent", job=number, error=repr(error))


@event.listens_for(Session, "after_rollback")
def _forget_rolled_back(session: Session) -> None:
    session.info.pop("jobs_to_send", None)


def claim(number: int) -> Job | None:
    """Takes a job if nobody else holds it and it is due; commits the claim. None when somebody was quicker."""
    moment = now()
    work = WORKS.get(_kind_of(number) or "")
    lease = work.lease if work else timedelta(minutes=2)
    claimed = db.session.execute(
        update(Job)
        .where(
            Job.id == number,
            Job.status.in_((JobStatus.WAITING, JobStatus.RUNNING)),
            Job.due_at <= moment,
            or_(Job.lease_until.is_(None), Job.lease_until < moment),
        )
        .values(status=JobStatus.RUNNING, lease_until=moment + lease, attempts=Job.attempts + 1)
        .execution_options(synchronize_session=False)
    )
    db.session.commit()
    assert isinstance(claimed, CursorResult)
    return db.session.get(Job, number, populate_existing=True) if claimed.rowcount else None


def _kind_of(number: int) -> str | None:
    return db.session.scalar(select(Job.kind).where(Job.id == number))


def run_job(number: int) -> bool:
    """Carries out one job; its effect and its being done are one transaction. True when it was done here."""
    claimed = claim(number)
    if claimed is None:
        return False
    kind, attempt, arguments = claimed.kind, claimed.attempts, claimed.arguments
    db.session.rollback()  # Nothing stays locked by our having looked: a job may begin by asking another machine.
    try:
        if attempt > _tries_of(kind):
            raise WorkerLost(f"The worker was lost in each of its {attempt - 1} tries.")
        WORKS[kind].function(**arguments)
        _finish(number, attempt)
    except Exception as error:  # noqa: BLE001 - whatever a job raises is kept on its row and tried again.
        db.session.rollback()
        _note_failure(number, kind, attempt, error)
        return False
    log.info("job_done", job=number, kind=kind, attempt=attempt)
    return True


def _tries_of(kind: str) -> int:
    return WORKS[kind].tries if kind in WORKS else 1


def _finish(number: int, attempt: int) -> None:
    """Commits the effect together with its being done, unless the job has meanwhile been given to somebody else."""
    done = db.session.execute(
        update(Job)
        .where(Job.id == number, Job.status == JobStatus.RUNNING, Job.attempts == attempt)
        .values(status=JobStatus.DONE, finished_at=now(), lease_until=None, last_error=None)
    )
    assert isinstance(done, CursorResult)
    if not done.rowcount:
        raise TookTooLong("The lease was over before the work was, and somebody else has taken it.")
    db.session.commit()


def _note_failure(number: int, kind: str, attempt: int, error: Exception) -> None:
    """Keeps the reason on the row, unless somebody else has taken the job meanwhile."""
    is_dead = attempt >= _tries_of(kind)
    wait = min(LONGEST_WAIT, timedelta(seconds=5 * 3 ** min(attempt, 12)))
    db.session.execute(
        update(Job)
        .where(Job.id == number, Job.status == JobStatus.RUNNING, Job.attempts == attempt)
        .values(
            status=JobStatus.DEAD if is_dead else JobStatus.WAITING,
            due_at=now() + wait,
            lease_until=None,
            last_error="".join(traceback.format_exception(error))[-4000:],
        )
    )
    db.session.commit()
    log.warning("job_failed", job=number, kind=kind, attempt=attempt, is_dead=is_dead, error=repr(error))


def due_numbers(*, resend_before: datetime | None = None) -> list[int]:
    """The jobs a worker should look at: due, not held, and not sent within the last seconds. Oldest first."""
    moment = now()
    statement = (
        select(Job.id)
        .where(
            Job.status.in_((JobStatus.WAITING, JobStatus.RUNNING)),
            Job.due_at <= moment,
            or_(Job.lease_until.is_(None), Job.lease_until < moment),
        )
        .order_by(Job.due_at, Job.id)
        .limit(SWEEP_SIZE)
    )
    if resend_before is not None:
        statement = statement.where(or_(Job.sent_at.is_(None), Job.sent_at < resend_before))
    return list(db.session.scalars(statement))


#: The turns of periodic jobs that this process knows to be written; their unique key makes each one turn for all workers.
_slots_asked_for: dict[str, int] = {}


def sweep() -> int:
    """Sends due jobs again that nobody has taken, and writes the periodic jobs that have come due; returns how many."""
    moment = now()
    slots = {kind: int(moment.timestamp() // work.every.total_seconds()) for kind, work in WORKS.items() if work.every is not None}
    for kind, slot in slots.items():
        if _slots_asked_for.get(kind) != slot:
            ask_for(kind, unique_key=f"{kind}@{slot}")
    numbers = due_numbers(resend_before=moment - RESEND_AFTER)
    if numbers:
        db.session.execute(update(Job).where(Job.id.in_(numbers)).values(sent_at=moment))
        db.session.info.setdefault("jobs_to_send", []).extend(numbers)
    db.session.commit()
    _slots_asked_for.update(slots)
    return len(numbers)


def run_due_jobs() -> int:
    """Carries out everything that is due, here and now, until nothing is left; returns how many were done."""
    done = 0
    while numbers := due_numbers():
        done += sum(run_job(number) for number in numbers)
    return done


def queue_ages() -> dict[str, float]:
    """For the health page: how many jobs wait and are dead, and the age in seconds of the oldest that is due."""
    moment = now()
    waiting = db.session.execute(
        select(func.count(), func.min(Job.due_at)).where(Job.status == JobStatus.WAITING, Job.due_at <= moment)
    ).one()
    dead = db.session.scalar(select(func.count()).where(Job.status == JobStatus.DEAD)) or 0
    age = (moment - waiting[1]).total_seconds() if waiting[1] else 0.0
    return {"waiting": waiting[0], "dead": dead, "oldest_seconds": round(age, 1)}


def forget_done(before: datetime) -> None:
    """Removes jobs that were done before a moment; dead ones wait for a person."""
    db.session.execute(delete(Job).where(Job.status == JobStatus.DONE, Job.finished_at < before))
