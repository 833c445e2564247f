"""Two presses in the same instant, in two processes as it were."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from advocacy.foundation import jobs
from advocacy.foundation.database import db
from advocacy.history.models import HistoryEntry
from advocacy.mail.models import OutboxLetter
from advocacy.programmes.models import Enrolment, GuidelineAcceptance, Invitation, Pause
from advocacy.programmes.queries import current_guideline
from tests.factories.programmes import enrol, invite, make_programme
from tests.people import gather_cast
from tests.signing_in import Visitor


def at_once(presses: list[Callable[[], int]]) -> list[int]:
    """Presses all together; returns what each was answered."""
    barrier, answers = Barrier(len(presses)), [0] * len(presses)

    def press(number: int) -> None:
        barrier.wait()
        answers[number] = presses[number]()

    threads = [Thread(target=press, args=(number,)) for number in range(len(presses))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def posting(client: FlaskClient, path: str, **typed: str) -> Callable[[], int]:
    return lambda: client.post(path, data=typed).status_code


def test_two_launches_at_once_launch_once(own_app: Flask) -> None:
    with own_app.app_context():
        cast = gather_cast()
        db.session.commit()
        name = make_programme(cast, is_launched=False).public_id
        db.session.commit()
        birgitte = cast.birgitte.id
    visit = Visitor(own_app)
    answers = at_once([posting(visit(birgitte), f"/programmes/{name}/launch") for _ in range(3)])
    assert answers == [303, 409, 409]
    with own_app.app_context():
        assert db.session.scalar(select(func.count()).where(HistoryEntry.deed == "programmes.programme.launched")) == 1
        assert db.session.scalar(select(func.count(Invitation.id))) == 10
        jobs.run_due_jobs()
        assert db.session.scalar(select(func.count(OutboxLetter.id))) == 9


def test_joining_three_times_at_once_is_joining_once(own_app: Flask) -> None:
    with own_app.app_context():
        cast = gather_cast()
        programme = make_programme(cast)
        invite(programme, cast.camilla)
        name, camilla = programme.public_id, cast.camilla.id
        guideline = current_guideline(programme).public_id
        db.session.commit()
    visit = Visitor(own_app)
    answers = at_once([posting(visit(camilla), f"/programmes/{name}/join", guideline=guideline, accept="y") for _ in range(3)])
    assert answers == [303, 303, 303]
    with own_app.app_context():
        assert db.session.scalar(select(func.count(Enrolment.id))) == 1
        assert db.session.scalar(select(func.count(GuidelineAcceptance.id))) == 1


def test_pausing_and_stopping_at_once_leaves_no_loose_end(own_app: Flask) -> None:
    with own_app.app_context():
        cast = gather_cast()
        programme = make_programme(cast)
        enrol(programme, cast.camilla)
        name, camilla = programme.public_id, cast.camilla.id
        db.session.commit()
    visit = Visitor(own_app)
    words = ("pause", "stop", "pause", "stop")
    assert at_once([posting(visit(camilla), f"/programmes/{name}/{word}") for word in words]) == [303] * 4
    with own_app.app_context():
        enrolment = db.session.scalars(select(Enrolment)).one()
        assert enrolment.stopped_at is not None
        assert db.session.scalar(select(func.count(Pause.id)).where(Pause.ended_at.is_(None))) == 0
        assert db.session.scalar(select(func.count()).where(HistoryEntry.deed == "programmes.enrolment.stopped")) == 1
