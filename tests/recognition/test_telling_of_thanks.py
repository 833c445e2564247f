"""The letter that tells of thanks: once, in the employee's language, and never in the evening or at night."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db
from advocacy.foundation.jobs import Job, JobStatus
from advocacy.foundation.quiet_hours import by_day
from advocacy.mail.models import OutboxLetter
from advocacy.people.models import Person
from advocacy.people.services import say_goodbye
from tests.recognition.conftest import NOON, House
from tests.signing_in import Visitor

LOCAL = clock.LOCAL_ZONE


def thank(house: House, visit: Visitor, person: Person, words: str = "I thought of you tonight.") -> str:
    """Birgitte thanks for a new share; returns its name."""
    share = house.share(person)
    assert visit(house.cast.birgitte).post(f"/recognition/{share}", data={"words": words}).status_code == 303
    return share


def letters(house: House) -> list[OutboxLetter]:
    """What was written once everything that is due has been carried out."""
    with house.app.app_context():
        jobs.run_due_jobs()
        assert not db.session.scalars(select(Job).where(Job.status == JobStatus.DEAD)).all()
        return list(db.session.scalars(select(OutboxLetter).order_by(OutboxLetter.id)))


@pytest.mark.parametrize(("local", "expected"), [
    ("2026-11-24T07:00", "2026-11-24T07:00"), ("2026-11-24T17:59", "2026-11-24T17:59"), ("2026-11-24T18:00", "2026-11-25T07:00"),
    ("2026-11-24T23:59", "2026-11-25T07:00"), ("2026-11-25T00:00", "2026-11-25T07:00"), ("2026-11-25T06:59", "2026-11-25T07:00"),
    ("2026-03-28T22:00", "2026-03-29T07:00"), ("2026-10-24T22:00", "2026-10-25T07:00"), ("2026-12-31T20:00", "2027-01-01T07:00"),
])
def test_what_is_said_in_the_evening_is_told_at_seven(local: str, expected: str) -> None:
    """Also on the two nights on which the clock is changed."""
    def moment(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=LOCAL)

    due = by_day(moment(local).astimezone(clock.now().tzinfo))
    assert due == moment(expected) and due.utcoffset() == timedelta(0)


def test_the_letter_is_written_once_with_the_leaders_words_and_a_full_address(house: House, visit: Visitor) -> None:
    with time_machine.travel(NOON):
        thank(house, visit, house.cast.camilla)
        (letter,) = letters(house)
        assert letters(house) == [letter] or len(letters(house)) == 1
    assert letter.address == house.cast.camilla.email and letter.subject == "Birgitte Holmgaard thanks you"
    for part in (letter.text, letter.html):
        assert "I thought of you tonight." in part and "The night has its own tone" in part
        assert "http://127.0.0.1:8000/recognition/thanks" in part and "You need not answer." in part


def test_the_letter_speaks_the_employees_language_not_the_leaders(house: House, visit: Visitor) -> None:
    with house.app.app_context():
        db.session.get_one(Person, house.cast.camilla.id).locale = "da"
        db.session.commit()
    with time_machine.travel(NOON):
        thank(house, visit, house.cast.camilla)
        (letter,) = letters(house)
    assert 'lang="da"' in letter.html and "The night has its own tone (da)" in letter.text


def test_markup_in_the_words_stays_words_in_the_letter(house: House, visit: Visitor) -> None:
    """Attack row L09."""
    with time_machine.travel(NOON):
        thank(house, visit, house.cast.camilla, "<img src=x onerror=alert(1)>\u202eabc\r\nBcc: all@example.org")
        (letter,) = letters(house)
    assert "<img src=x" not in letter.html and "&lt;img src=x" in letter.html
    assert "\u202e" not in letter.text and "Bcc" not in letter.subject


def test_in_the_evening_nothing_leaves_until_seven(house: House, visit: Visitor) -> None:
    with time_machine.travel("2026-11-24T19:30:00Z"):
        thank(house, visit, house.cast.camilla)
        assert letters(house) == []
    with time_machine.travel("2026-11-25T05:59:00Z"):
        assert letters(house) == []
    with time_machine.travel("2026-11-25T06:00:01Z"):
        assert len(letters(house)) == 1


def test_a_worker_that_was_away_all_day_does_not_write_in_the_evening(house: House, visit: Visitor) -> None:
    with time_machine.travel(NOON):
        thank(house, visit, house.cast.camilla)
    with time_machine.travel("2026-11-24T20:00:00Z"):
        assert letters(house) == []
    with time_machine.travel("2026-11-25T08:00:00Z"):
        assert len(letters(house)) == 1


def test_who_has_seen_it_already_gets_no_letter(house: House, visit: Visitor) -> None:
    with time_machine.travel("2026-11-24T19:30:00Z"):
        thank(house, visit, house.cast.camilla)
        with house.written() as (written,):
            newest = written.public_id
        visit(house.cast.camilla).post("/recognition/thanks/seen", data={"until": newest})
    with time_machine.travel("2026-11-25T08:00:00Z"):
        assert letters(house) == []


def test_no_letter_tells_of_a_share_that_was_taken_back(house: House, visit: Visitor) -> None:
    """Attack row L07."""
    with time_machine.travel("2026-11-24T19:30:00Z"):
        share = thank(house, visit, house.cast.camilla)
        visit(house.cast.camilla).post(f"/sharing/{share}/withdraw", data={})
    with time_machine.travel("2026-11-25T08:00:00Z"):
        assert letters(house) == []


def test_who_has_no_address_or_has_left_gets_no_letter_and_nothing_breaks(house: House, visit: Visitor) -> None:
    with time_machine.travel(NOON):
        thank(house, visit, house.cast.kim)
        thank(house, visit, house.cast.jonas)
        with house.app.app_context():
            say_goodbye(db.session.get_one(Person, house.cast.jonas.id))
            db.session.commit()
        assert letters(house) == []
        assert "I thought of you tonight." in visit(house.cast.kim).get("/recognition/thanks").text


def test_a_leader_who_has_left_keeps_their_name_beside_their_words(house: House, visit: Visitor) -> None:
    with time_machine.travel(NOON):
        thank(house, visit, house.cast.camilla)
        with house.app.app_context():
            say_goodbye(db.session.get_one(Person, house.cast.birgitte.id))
            db.session.commit()
        assert len(letters(house)) == 1
        assert "Birgitte Holmgaard" in visit(house.cast.camilla).get("/recognition/thanks").text
