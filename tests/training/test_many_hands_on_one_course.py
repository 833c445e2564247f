"""The same press from several places at once: one go, one answer, one licence (attack row T03), on both databases."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from advocacy.foundation.database import Model, db
from advocacy.history.models import HistoryEntry
from advocacy.training.models import Attempt, Licence, ScenarioAnswer
from advocacy.training.progress import progress_of
from tests.factories.training import answer_everything, make_course, right_numbers
from tests.people import Cast, gather_cast
from tests.signing_in import Visitor

HANDS = 8


@pytest.fixture
def people(own_app: Flask) -> Cast:
    with own_app.app_context():
        cast = gather_cast()
        make_course()
        db.session.commit()
        for each in vars(cast).values():
            db.session.refresh(each)
        db.session.expunge_all()
    return cast


def at_once(own_app: Flask, cast: Cast, press: Callable[[FlaskClient, int], int]) -> list[int]:
    """The same person presses in several windows at the same moment; what each was answered."""
    visit, barrier = Visitor(own_app), Barrier(HANDS)
    clients = [visit(cast.camilla) for _ in range(HANDS)]

    def one(number: int) -> int:
        barrier.wait()
        return press(clients[number], number)

    with ThreadPoolExecutor(HANDS) as hands:
        return list(hands.map(one, range(HANDS)))


def count(own_app: Flask, model: type[Model]) -> int:
    with own_app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_starts_at_once_make_one_go(own_app: Flask, people: Cast) -> None:
    answers = at_once(own_app, people, lambda client, _n: client.post("/training/start").status_code)
    assert answers == [303] * HANDS
    assert count(own_app, Attempt) == 1


def test_new_starts_after_a_missed_go_make_one_with_each_answer_carried_once(own_app: Flask, people: Cast) -> None:
    with own_app.app_context():
        answer_everything(people.camilla, wrong=["1-00"])
        db.session.commit()
    at_once(own_app, people, lambda client, _n: client.post("/training/start").status_code)
    with own_app.app_context():
        second = db.session.scalars(select(Attempt).where(Attempt.finished_at.is_(None))).one()
        assert second.number == 2
        assert [answer.is_carried for answer in second.answers] == [True] * 4


@pytest.mark.parametrize("is_same", [True, False])
def test_answers_at_once_are_one_answer(own_app: Flask, people: Cast, is_same: bool) -> None:
    with own_app.app_context():
        attempt = answer_everything(people.camilla, is_finished=False)
        scenario = attempt.course.lessons[0].scenarios[0].public_id
        db.session.delete(attempt.answers[0])
        db.session.commit()
        address = f"/training/attempt/{attempt.public_id}/situation/{scenario}"
    answers = at_once(own_app, people, lambda client, n: client.post(address, data={"chosen": "0" if is_same else str(n % 3)}).status_code)
    assert set(answers) <= ({303} if is_same else {303, 409})
    assert 303 in answers
    with own_app.app_context():
        assert count(own_app, ScenarioAnswer) == 5
        written = select(func.count()).where(HistoryEntry.deed == "training.scenario.answered")
        assert db.session.scalar(written) == 6


def test_finishing_at_once_makes_one_licence(own_app: Flask, people: Cast) -> None:
    with own_app.app_context():
        attempt = answer_everything(people.camilla, is_finished=False)
        db.session.commit()
        address = f"/training/attempt/{attempt.public_id}/finish"
    answers = at_once(own_app, people, lambda client, _n: client.post(address).status_code)
    assert answers == [303] * HANDS
    assert count(own_app, Licence) == 1


def test_the_last_answer_and_the_finish_at_once_never_leave_a_gap(own_app: Flask, people: Cast) -> None:
    with own_app.app_context():
        attempt = answer_everything(people.camilla, is_finished=False)
        last = progress_of(attempt).asked[-1]
        db.session.delete(attempt.answers[-1])
        db.session.commit()
        go, situation = f"/training/attempt/{attempt.public_id}", last.public_id
        chosen = [str(n) for n in right_numbers(last)]

    def press(client: FlaskClient, number: int) -> int:
        if number % 2:
            return client.post(f"{go}/finish").status_code
        return client.post(f"{go}/situation/{situation}", data={"chosen": chosen}).status_code

    assert set(at_once(own_app, people, press)) <= {303, 409}
    Visitor(own_app)(people.camilla).post(f"{go}/finish")
    assert count(own_app, Licence) == 1
    assert count(own_app, ScenarioAnswer) == 5
