"""Nobody but the learner sees answers, goes or scores: whatever they do here, and by whichever door."""

from __future__ import annotations

import pytest
from flask import Flask

from advocacy.accounts import services as accounts
from advocacy.foundation.database import db
from advocacy.history.models import HistoryEntry
from advocacy.people.models import Person
from advocacy.training.models import Licence
from advocacy.training.services import STANDARD_COURSE, load_course
from tests.factories.training import answer_everything, make_course
from tests.people import Cast
from tests.signing_in import Visitor

EVERYBODY_ELSE = ["birgitte", "lone", "tine", "emil", "henrik", "josefine", "anders", "jonas", "kim"]


@pytest.mark.parametrize("who", EVERYBODY_ELSE)
def test_somebody_elses_go_is_as_good_as_none(app: Flask, cast: Cast, visit: Visitor, who: str) -> None:
    """Attack row T07."""
    with app.app_context():
        make_course()
        attempt = answer_everything(cast.camilla, wrong=["1-00"], is_finished=False)
        go, situation = attempt.public_id, attempt.answers[0].scenario.public_id
        token = accounts.issue_token(db.session.get_one(Person, getattr(cast, who).id), "program", ["training:write"])
        db.session.commit()
    client = visit(getattr(cast, who))
    assert client.get(f"/training/attempt/{go}/result").status_code == 404
    assert client.get(f"/training/attempt/{go}/situation/{situation}").status_code == 404
    assert client.post(f"/training/attempt/{go}/situation/{situation}", data={"chosen": "0"}).status_code == 404
    assert client.post(f"/training/attempt/{go}/finish").status_code == 404
    bearer = {"Authorization": f"Bearer {token}"}
    program = app.test_client()
    assert program.post(f"/api/v1/training/attempts/{go}/finish", headers=bearer).status_code == 404
    assert (
        program.post(f"/api/v1/training/attempts/{go}/answers", headers=bearer, json={"scenario": situation, "chosen": [0]}).status_code
        == 404
    )
    assert program.get("/api/v1/training/licence", headers=bearer).json == {
        "is_valid": False,
        "id": None,
        "course": None,
        "version": None,
        "issued_at": None,
        "valid_until": None,
        "renewable_from": None,
    }


@pytest.mark.parametrize("who", EVERYBODY_ELSE)
def test_the_course_page_shows_nobody_but_oneself(app: Flask, cast: Cast, visit: Visitor, who: str) -> None:
    """Attack row T10."""
    with app.app_context():
        make_course()
        answer_everything(cast.camilla, wrong=["1-00"])
        db.session.commit()
    for path in ("/training/", "/training/licence"):
        page = visit(getattr(cast, who)).get(path, follow_redirects=True).text
        assert "Camilla" not in page
        assert "4 of 5 right. Only you" not in page
        assert "Situation 0" not in page
        assert "Nearly there" not in page


def test_the_trail_shows_the_administrator_nothing_of_it(app: Flask, cast: Cast, visit: Visitor) -> None:
    """Attack row T10."""
    with app.app_context():
        make_course()
        answer_everything(cast.camilla)
        db.session.commit()
        hers = (HistoryEntry.deed.startswith("training."), HistoryEntry.person_id == cast.camilla.id)
        entries = db.session.query(HistoryEntry).filter(*hers)
        assert entries.count() == 8
        assert all(entry.is_private for entry in entries)
        told = {name for entry in entries for name in entry.facts}
        assert told <= {"scenario", "version", "valid_until"}
    assert "training.attempt" not in visit(cast.anders).get("/history/").text


def test_a_licence_has_no_place_for_a_score() -> None:
    """Attack row T10."""
    assert set(Licence.__table__.columns.keys()) == {"id", "public_id", "person_id", "course_id", "issued_at", "valid_until"}


@pytest.mark.parametrize(
    "path", ["/training/", "/training/licence", "/training/lesson/x/M1", "/training/attempt/x/result", "/training/attempt/x/situation/y"]
)
def test_a_stranger_signs_in_first(app: Flask, path: str) -> None:
    answer = app.test_client().get(path)
    assert answer.status_code == 303
    assert answer.location.startswith("/accounts/sign-in")


def test_the_page_says_plainly_what_the_course_is_and_is_not(app: Flask, cast: Cast, visit: Visitor) -> None:
    """Compliance P17."""
    with app.app_context():
        load_course(STANDARD_COURSE)
        db.session.commit()
    page = visit(cast.camilla).get("/training/").text.replace("&#39;", "'")
    for sentence in (
        "The course opens the library's share tools.",
        "It never gives or takes permission to speak.",
        "Anybody can copy the public address of a story",
        "It counts as working time.",
        "Nobody sees your answers",
    ):
        assert sentence in page
    for word in ("loyalitetspligt", "konsekvenser", "skal dele", "forventes at"):
        assert word not in page.lower()
