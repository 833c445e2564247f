"""A licence: valid to the end of its last day, renewed in its last weeks, and quietly over after that."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.people.models import Person
from advocacy.training import events, queries
from advocacy.training.models import Attempt, Licence
from advocacy.training.rules import valid_until
from tests.factories.training import answer_everything, license_person, make_course
from tests.people import Cast
from tests.signing_in import Visitor


def test_it_holds_twelve_months_from_the_day_it_was_passed(app: Flask, cast: Cast) -> None:
    with app.app_context():
        make_course()
        answer_everything(cast.camilla)
        licence = queries.find_licence(cast.camilla)
        assert licence is not None
        assert licence.valid_until == valid_until(clock.today(), 12)
        assert queries.has_licence(cast.camilla)
        assert not queries.has_licence(cast.jonas)


def test_others_hear_of_it_once(app: Flask, cast: Cast) -> None:
    heard: list[Licence] = []

    def listen(licence: Licence) -> None:
        heard.append(licence)

    signal = events.licence_issued._signal
    before = dict(signal.receivers)
    events.licence_issued.hear(listen)
    try:
        with app.app_context():
            make_course()
            answer_everything(cast.camilla, wrong=["1-00"])
            assert heard == []
            answer_everything(cast.camilla)
            assert [licence.person_id for licence in heard] == [cast.camilla.id]
    finally:
        signal.receivers = before


def test_it_holds_to_midnight_in_denmark(app: Flask, cast: Cast) -> None:
    """Attack row T01, after expiry: every share route asks this one function."""
    with app.app_context():
        licence = license_person(cast.camilla)
        last = licence.valid_until
        end = clock.end_of_day(last)
        assert queries.find_licence(cast.camilla, end - timedelta(seconds=1)) is licence
        assert queries.find_licence(cast.camilla, end) is None
        assert queries.find_licence(cast.camilla, licence.issued_at) is licence
        assert queries.find_licence(cast.camilla, licence.issued_at - timedelta(seconds=1)) is None
        assert queries.find_licence(cast.camilla, datetime.combine(last, time(21, 59), tzinfo=UTC)) is not None


def test_of_two_licences_the_one_that_holds_longer_counts(app: Flask, cast: Cast) -> None:
    with app.app_context():
        license_person(cast.camilla, valid_until=clock.today() + timedelta(days=5))
        longer = license_person(cast.camilla)
        assert queries.find_licence(cast.camilla) is longer


def test_a_licence_of_another_course_opens_nothing(app: Flask, cast: Cast) -> None:
    with app.app_context():
        course = make_course()
        course.code = "editors"
        license_person(cast.camilla, course)
        assert not queries.has_licence(cast.camilla)


def test_the_course_page_says_until_when(app: Flask, cast: Cast, visit: Visitor) -> None:
    with app.app_context():
        license_person(cast.camilla, valid_until=clock.today() + timedelta(days=200))
        db.session.commit()
    client = visit(cast.camilla)
    page = client.get("/training/").text
    assert "You have your licence" in page
    assert "You can renew it from" in page
    assert "/training/start" not in page
    assert client.post("/training/start").status_code == 409


def test_it_can_be_renewed_in_its_last_sixty_days(app: Flask, cast: Cast, visit: Visitor) -> None:
    with app.app_context():
        license_person(cast.camilla, valid_until=clock.today() + timedelta(days=60))
        license_person(cast.jonas, valid_until=clock.today() + timedelta(days=61))
        db.session.commit()
    assert "Renew it" in visit(cast.camilla).get("/training/").text
    assert visit(cast.camilla).post("/training/start").status_code == 303
    assert visit(cast.jonas).post("/training/start").status_code == 409
    with app.app_context():
        answer_everything(cast.camilla)
        db.session.commit()
        renewed = queries.find_licence(cast.camilla)
        assert renewed is not None
        assert renewed.valid_until == valid_until(clock.today(), 12)


def test_renewing_asks_everything_again(app: Flask, cast: Cast) -> None:
    with app.app_context():
        make_course()
        answer_everything(cast.camilla)
        licence = db.session.scalars(select(Licence)).one()
        licence.valid_until = clock.today() + timedelta(days=3)
        second = answer_everything(cast.camilla)
        assert second.number == 2
        assert not any(answer.is_carried for answer in second.answers)


def test_answers_from_longer_ago_than_a_licence_holds_are_asked_again(app: Flask, cast: Cast) -> None:
    with app.app_context():
        make_course()
        first = answer_everything(cast.camilla, wrong=["1-00"])
        for answer in first.answers[1:3]:
            answer.answered_at = clock.now() - timedelta(days=370)
        db.session.flush()
        second = answer_everything(cast.camilla)
        assert sum(answer.is_carried for answer in second.answers) == 2


def test_a_licence_that_has_run_out_is_said_kindly(app: Flask, cast: Cast, visit: Visitor) -> None:
    with app.app_context():
        license_person(cast.camilla, valid_until=clock.today() - timedelta(days=1))
        db.session.commit()
        assert not queries.has_licence(cast.camilla)
    page = visit(cast.camilla).get("/training/").text
    assert "Your licence has run out" in page
    assert "share tools are resting" in page
    assert "you can still copy the public address of any story" in page
    assert "Take the course again" in page
    assert visit(cast.camilla).post("/training/start").status_code == 303


def test_the_licence_page_can_be_kept_on_paper_and_holds_no_score(app: Flask, cast: Cast, visit: Visitor) -> None:
    """Attack row T12."""
    with app.app_context():
        make_course()
        answer_everything(cast.camilla, wrong=["1-04"])
        db.session.commit()
    page = visit(cast.camilla).get("/training/licence").text
    assert "Camilla Møller-Juhl" in page
    assert "Bredfjord Kommune" in page
    assert "Ambassador basics" in page
    assert "Valid until" in page
    assert "4 of 5" not in page
    assert "neither gives nor takes anybody&#39;s right to speak" in page.replace("'", "&#39;")


def test_a_hostile_name_is_only_a_name(app: Flask, cast: Cast, visit: Visitor) -> None:
    """Attack row T08."""
    with app.app_context():
        db.session.get_one(Person, cast.camilla.id).name = "<img src=x onerror=alert(1)> {{ 7*7 }} " + "lang " * 30
        license_person(cast.camilla)
        db.session.commit()
    page = visit(cast.camilla).get("/training/licence").text
    assert "<img src=x" not in page
    assert "{{ 7*7 }}" in page


def test_without_a_licence_its_page_leads_to_the_course(cast: Cast, visit: Visitor) -> None:
    answer = visit(cast.camilla).get("/training/licence")
    assert (answer.status_code, answer.location) == (303, "/training/")


@pytest.mark.parametrize("path", ["/training/licence", "/training/start", "/training/"])
def test_no_route_issues_a_licence(app: Flask, cast: Cast, visit: Visitor, path: str) -> None:
    """Attack row T06: only a passed go does, and what a browser says of it counts for nothing."""
    with app.app_context():
        make_course()
        db.session.commit()
    visit(cast.camilla).post(path, data={"is_passed": "1", "score": "100", "passed": "1"})
    with app.app_context():
        assert not db.session.scalars(select(Licence)).all()
        assert not any(attempt.is_passed for attempt in db.session.scalars(select(Attempt)))
