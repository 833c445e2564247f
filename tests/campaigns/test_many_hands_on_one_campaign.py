"""Two presses in the same instant, and the worker and the director at once."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import func, select

from advocacy.campaigns.models import ApplicationReport, Campaign
from advocacy.foundation import jobs
from advocacy.foundation.database import db
from advocacy.foundation.jobs import Job
from advocacy.history.models import HistoryEntry
from tests.factories.campaigns import make_campaign
from tests.factories.programmes import enrol, make_programme
from tests.factories.stories import make_story
from tests.people import gather_cast
from tests.signing_in import Visitor

pytestmark = pytest.mark.xdist_group("campaigns-threads")


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


def stage(app: Flask, *, is_kicked_off: bool) -> tuple[str, int, int]:
    """A campaign, the director's number and the HR partner's."""
    with app.app_context():
        cast = gather_cast()
        db.session.commit()
        programme = make_programme(cast)
        enrol(programme, cast.camilla)
        name = make_campaign(cast, programme, make_story(cast, programme), is_kicked_off=is_kicked_off).public_id
        db.session.commit()
        return name, cast.birgitte.id, cast.josefine.id


def deeds(deed: str) -> int:
    return db.session.scalar(select(func.count()).where(HistoryEntry.deed == f"campaigns.campaign.{deed}")) or 0


def test_three_kick_offs_at_once_are_one(own_app: Flask) -> None:
    name, director, _hr = stage(own_app, is_kicked_off=False)
    clients = [Visitor(own_app)(director) for _ in range(3)]
    answers = at_once([lambda client=client: client.post(f"/campaigns/{name}/kick-off").status_code for client in clients])  # type: ignore[misc]
    assert answers == [303, 409, 409]
    with own_app.app_context():
        assert deeds("kicked_off") == 1
        assert db.session.scalar(select(func.count()).where(Job.kind == "campaigns.write_kick_off_letters")) == 1


def test_two_ends_at_once_are_one(own_app: Flask) -> None:
    """Attack row J02: whoever is later finds it ended."""
    name, director, _hr = stage(own_app, is_kicked_off=True)
    typed = {"reason_da": "Uvejr", "reason_en": "Storm"}
    clients = [Visitor(own_app)(director) for _ in range(3)]
    at_once([lambda client=client: client.post(f"/campaigns/{name}/end", data=typed).status_code for client in clients])  # type: ignore[misc]
    with own_app.app_context():
        assert deeds("ended_early") == 1
        jobs.run_due_jobs()
        assert db.session.query(Campaign).one().is_ended


def test_the_same_report_pressed_twice_counts_once(own_app: Flask) -> None:
    """A second press of the same form is the same report."""
    name, _director, hr = stage(own_app, is_kicked_off=True)
    with own_app.app_context():
        day = db.session.query(Campaign).one().starts_on
    assert day is not None
    typed = {"number": "12", "source": "Emply", "counted_on": day.isoformat(), "request_key": "one-press"}
    client = Visitor(own_app)(hr)
    for _press in range(2):
        assert client.post(f"/campaigns/{name}/applications", data=typed).status_code == 303
    with own_app.app_context():
        assert db.session.query(ApplicationReport).count() == 1
