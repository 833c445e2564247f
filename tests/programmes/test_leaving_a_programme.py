"""Pausing, coming back and stopping: one tap, no reason, at once, and nobody else sees it."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from advocacy.accounts.access import Actor
from advocacy.foundation.database import db
from advocacy.history.models import HistoryEntry
from advocacy.people.models import Person
from advocacy.people.services import say_goodbye
from advocacy.programmes import events
from advocacy.programmes.models import Enrolment, Pause, ProgrammeStatus
from advocacy.programmes.queries import current_guideline, find_enrolment
from tests.factories.programmes import enrol
from tests.people import Cast
from tests.programmes.conftest import Reader
from tests.signing_in import Visitor


@pytest.fixture
def joined(app: Flask, cast: Cast, launched: str, found: Reader) -> str:
    """The launched programme, with Camilla in it."""
    with app.app_context():
        enrol(found(launched), db.session.get_one(Person, cast.camilla.id))
        db.session.commit()
    return launched


def private_deeds() -> list[str]:
    statement = select(HistoryEntry).where(HistoryEntry.deed.startswith("programmes.enrolment"))
    entries = db.session.scalars(statement.order_by(HistoryEntry.id)).all()
    assert all(entry.is_private and entry.role == "employee" for entry in entries)
    return [entry.deed.rpartition(".")[2] for entry in entries]


def test_a_pause_begins_and_ends_with_a_tap(app: Flask, cast: Cast, visit: Visitor, joined: str, found: Reader) -> None:
    client = visit(cast.camilla)
    assert client.post(f"/programmes/{joined}/pause").headers["Location"] == f"/programmes/{joined}"
    page = client.get(f"/programmes/{joined}").text
    assert "You are on a pause" in page
    assert "<textarea" not in page
    with app.app_context():
        assert find_enrolment(found(joined), db.session.get_one(Person, cast.camilla.id)).is_paused
    assert client.post(f"/programmes/{joined}/resume").status_code == 303
    assert "You take part" in client.get(f"/programmes/{joined}").text
    with app.app_context():
        assert db.session.scalar(select(func.count(Pause.id)).where(Pause.ended_at.is_(None))) == 0
        assert private_deeds() == ["paused", "resumed"]


def test_pausing_twice_is_one_pause(app: Flask, cast: Cast, visit: Visitor, joined: str) -> None:
    client = visit(cast.camilla)
    for word in ("pause", "pause", "resume", "resume"):
        assert client.post(f"/programmes/{joined}/{word}").status_code == 303
    with app.app_context():
        assert db.session.scalar(select(func.count(Pause.id))) == 1
        assert private_deeds() == ["paused", "resumed"]


def test_stopping_is_one_tap_and_stopping_twice_is_harmless(app: Flask, cast: Cast, visit: Visitor, joined: str) -> None:
    heard: list[int] = []

    def listen(_sender: object, enrolment: Enrolment) -> None:
        heard.append(enrolment.person_id)

    client = visit(cast.camilla)
    client.post(f"/programmes/{joined}/pause")
    with events.enrolment_stopped._signal.connected_to(listen):
        for _ in range(2):
            assert client.post(f"/programmes/{joined}/stop").status_code == 303
    assert heard == [cast.camilla.id]
    page = client.get(f"/programmes/{joined}").text
    assert "You are invited" in page
    with app.app_context():
        enrolment = db.session.scalars(select(Enrolment)).one()
        assert enrolment.stopped_at is not None
        assert not enrolment.is_paused
        assert private_deeds() == ["paused", "stopped"]


def test_coming_back_is_a_new_beginning(app: Flask, cast: Cast, visit: Visitor, joined: str, found: Reader) -> None:
    client = visit(cast.camilla)
    client.post(f"/programmes/{joined}/stop")
    with app.app_context():
        guideline = current_guideline(found(joined)).public_id
    assert client.post(f"/programmes/{joined}/join", data={"guideline": guideline, "accept": "y"}).status_code == 303
    with app.app_context():
        first, second = db.session.scalars(select(Enrolment).order_by(Enrolment.id)).all()
        assert first.stopped_at is not None
        assert second.stopped_at is None
        assert first.public_id != second.public_id


def test_somebody_who_never_joined_can_press_without_harm(app: Flask, cast: Cast, visit: Visitor, joined: str) -> None:
    for word in ("pause", "resume", "stop"):
        assert visit(cast.jonas).post(f"/programmes/{joined}/{word}").status_code == 303
    with app.app_context():
        assert db.session.scalars(select(Enrolment)).one().person_id == cast.camilla.id
        assert private_deeds() == []


def test_nobody_presses_for_somebody_else(app: Flask, cast: Cast, visit: Visitor, joined: str) -> None:
    """Attack rows Z03 and Z08: there is no way to name another person."""
    for person in (cast.henrik, cast.lone, cast.kim):
        client = visit(person)
        for word in ("pause", "stop"):
            client.post(f"/programmes/{joined}/{word}", data={"person": cast.camilla.public_id, "person_id": str(cast.camilla.id)})
    for person in (cast.josefine, cast.anders, cast.birgitte):
        assert visit(person).post(f"/programmes/{joined}/stop").status_code == 403
    with app.app_context():
        enrolment = db.session.scalars(select(Enrolment)).one()
        assert enrolment.stopped_at is None
        assert not enrolment.is_paused


def test_one_can_stop_after_the_programme_has_ended(app: Flask, cast: Cast, visit: Visitor, joined: str, found: Reader) -> None:
    with app.app_context():
        found(joined).status = ProgrammeStatus.CLOSED
        db.session.commit()
    client = visit(cast.camilla)
    assert "This programme has ended." in client.get(f"/programmes/{joined}").text
    assert client.post(f"/programmes/{joined}/stop").status_code == 303
    with app.app_context():
        assert db.session.scalars(select(Enrolment)).one().stopped_at is not None


def test_whoever_leaves_the_house_takes_part_in_nothing(app: Flask, cast: Cast, joined: str) -> None:
    with app.app_context():
        say_goodbye(db.session.get_one(Person, cast.camilla.id))
        db.session.commit()
        assert db.session.scalars(select(Enrolment)).one().stopped_at is not None


def test_a_page_that_is_only_read_stops_nothing(cast: Cast, visit: Visitor, joined: str, app: Flask) -> None:
    """A scanner that follows links changes nothing."""
    client = visit(cast.camilla)
    for word in ("pause", "resume", "stop"):
        assert client.get(f"/programmes/{joined}/{word}").status_code == 405
    with app.app_context():
        assert db.session.scalars(select(Enrolment)).one().stopped_at is None


def test_an_actor_is_all_a_service_needs(app: Flask, cast: Cast, joined: str, found: Reader) -> None:
    from advocacy.programmes.services import pause_enrolment, stop_enrolment

    with app.app_context():
        actor = Actor(db.session.get_one(Person, cast.camilla.id), (), ticket="")
        paused = pause_enrolment(found(joined), actor)
        assert paused is not None
        assert paused.is_paused
        assert stop_enrolment(found(joined), actor) is paused
        assert stop_enrolment(found(joined), actor) is None
