"""Who is asked to look at a story, by which letter, and when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import time_machine

from advocacy.foundation.database import db
from advocacy.mail.models import OutboxLetter
from tests.editorial.stage import MONDAY, WEDNESDAY, letters, make_editor, post, seat
from tests.stories.stage import Desk

EVENING = datetime(2026, 11, 18, 19, tzinfo=UTC)


def test_without_seats_or_rota_every_editor_who_may_is_asked_once(desk: Desk) -> None:
    make_editor(desk, desk.cast.emil)
    with time_machine.travel(WEDNESDAY, tick=False):
        name = desk.write(desk.cast.lone, then="submit")
        asked = letters(desk)
        assert set(asked) == {desk.cast.tine.email, desk.cast.emil.email}, "never who wrote it"
        assert asked[desk.cast.tine.email or ""] == 'Would you look at "The night has its own tone"?'
        desk.press(desk.cast.lone, name, "submit")
        letters(desk)
    with desk.app.app_context():
        assert db.session.query(OutboxLetter).count() == 2


def test_the_seat_of_the_unit_and_whoever_is_on_duty_are_asked_and_nobody_else(desk: Desk) -> None:
    for person in (desk.cast.emil, desk.cast.josefine, desk.cast.henrik):
        make_editor(desk, person)
    seat(desk, desk.cast.emil, desk.cast.root)
    with time_machine.travel(WEDNESDAY, tick=False):
        post(desk, desk.cast.tine, "/board/weeks", week_on=MONDAY, on_duty=desk.cast.tine.public_id)
        desk.write(desk.cast.lone, then="submit")
        assert set(letters(desk)) == {desk.cast.emil.email, desk.cast.tine.email}


def test_where_those_who_sit_wrote_it_themselves_the_others_are_asked(desk: Desk) -> None:
    seat(desk, desk.cast.lone, desk.cast.root)
    with time_machine.travel(WEDNESDAY, tick=False):
        desk.write(desk.cast.lone, then="submit")
        assert set(letters(desk)) == {desk.cast.tine.email}


def test_no_pocket_buzzes_in_the_evening_and_what_is_settled_by_then_is_not_asked(desk: Desk) -> None:
    with time_machine.travel(EVENING, tick=False):
        desk.write(desk.cast.lone, then="submit", title_en="Stays")
        settled = desk.write(desk.cast.lone, then="submit", title_en="Settled")
        assert letters(desk) == {}
        desk.press(desk.cast.tine, settled, "approve")
    with time_machine.travel(EVENING + timedelta(hours=12), tick=False):
        assert list(letters(desk).values()) == ['Would you look at "Stays"?']


def test_the_writers_are_told_when_it_comes_back_and_asked_anew_when_it_is_sent_again(desk: Desk) -> None:
    with time_machine.travel(WEDNESDAY, tick=False):
        name = desk.write(desk.cast.lone, then="submit")
        letters(desk)
        desk.press(desk.cast.tine, name, "send-back", note="Who is <b>Hanne</b>?")
        assert letters(desk)[desk.cast.lone.email or ""] == 'Tine Vestergren has a suggestion for "The night has its own tone"'
        desk.change(desk.cast.lone, name, then="submit", title_en="Hanne's night")
        letters(desk)
    with desk.app.app_context():
        kept = {(each.address, each.subject): each for each in db.session.query(OutboxLetter)}
        returned = next(each for (_address, subject), each in kept.items() if "suggestion" in subject)
        assert "Who is <b>Hanne</b>?" in returned.text and "Who is &lt;b&gt;Hanne&lt;/b&gt;?" in returned.html
        assert sum("Would you look" in subject for _address, subject in kept) == 2, "once for each time it was sent"


def test_a_danish_editor_reads_danish_or_at_least_the_danish_title(desk: Desk) -> None:
    with desk.app.app_context():
        from advocacy.people.models import Person

        db.session.get_one(Person, desk.cast.tine.id).locale = "da"
        db.session.commit()
    with time_machine.travel(WEDNESDAY, tick=False):
        desk.write(
            desk.cast.lone,
            then="submit",
            title_da="Natten har sin egen tone",
            gain_da="En nat",
            body_da="Stille.",
            caption_linkedin_da="Stille i Bredfjord.",
        )
        assert "Natten har sin egen tone" in letters(desk)[desk.cast.tine.email or ""]
