"""Anybody who works here leaves a tip in a minute, and nothing they typed is ever lost."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
import time_machine

from advocacy.foundation.database import db, new_public_id
from advocacy.foundation.jobs import run_due_jobs
from advocacy.foundation.once import RequestKey
from advocacy.history.models import HistoryEntry
from advocacy.history.queries import latest_entries
from advocacy.tips.models import PeopleInPicture, TipStatus
from tests.factories.pictures import make_picture
from tests.tips.conftest import MONDAY, WORDS, Board, photo


def test_somebody_who_takes_part_in_nothing_leaves_a_tip(board: Board) -> None:
    """Words are enough; everything else is off until it is switched on."""
    answer = board.send(board.cast.kim)
    assert answer.status_code == 303
    tip = board.tip(answer.headers["Location"].split("/")[2].split("?")[0])
    assert (tip.words, tip.status) == (WORDS, TipStatus.NEW)
    assert (tip.contact, tip.wants_credit, tip.picture_id, tip.known_giver) == ("", False, None, None)


def test_a_stranger_leaves_none(board: Board) -> None:
    assert board.app.test_client().get("/tips/add").headers["Location"].startswith("/accounts/sign-in")


@pytest.mark.parametrize(
    ("given_at", "due_on"),
    [
        ("2026-11-23T09:00:00+00:00", "2026-11-30"),
        ("2026-11-28T09:00:00+00:00", "2026-12-04"),
        ("2026-12-22T09:00:00+00:00", "2026-12-30"),
        ("2027-03-24T09:00:00+00:00", "2027-04-05"),
        ("2026-11-23T23:30:00+00:00", "2026-12-01"),  # In Denmark it is Tuesday already.
    ],
)
def test_the_promise_counts_the_days_the_board_is_at_work(board: Board, given_at: str, due_on: str) -> None:
    with time_machine.travel(given_at, tick=False):
        assert board.tip(board.leave(board.cast.camilla)).answer_due_on == date.fromisoformat(due_on)


def test_the_giver_sees_the_clock_go_down_and_run_out(board: Board) -> None:
    with time_machine.travel(MONDAY):
        tip = board.leave(board.cast.camilla)
        assert "5 working days left." in board.client(board.cast.camilla).get(f"/tips/{tip}").text
    for moment, words in (
        ("2026-11-27T12:00Z", "One working day left."),
        ("2026-11-30T22:30Z", "Today is the last day."),
        ("2026-12-01T12:00Z", "The board is late"),
    ):
        with time_machine.travel(moment):
            assert words in board.client(board.cast.camilla).get(f"/tips/{tip}").text


def test_a_picture_comes_along_with_what_is_said_of_those_in_it(board: Board) -> None:
    for field in ("camera", "picture_file"):
        answer = board.send(board.cast.camilla, **{field: photo()}, people_in_picture="yes")
        assert answer.status_code == 303
        name = answer.headers["Location"].split("/")[2].split("?")[0]
        tip = board.tip(name)
        assert tip.picture is not None
        assert tip.people_in_picture is PeopleInPicture.YES
        assert board.client(board.cast.camilla).get(f"/tips/{name}/picture/card").status_code == 200
        assert board.client(board.cast.jonas).get(f"/tips/{name}/picture/card").status_code == 404
        assert board.client(board.cast.jonas).get(f"/files/pictures/{tip.picture.public_id}/card").status_code == 404


def test_a_picture_asks_who_is_in_it_and_waits_with_the_words(board: Board) -> None:
    answer = board.send(board.cast.camilla, picture_file=photo())
    assert answer.status_code == 422
    assert "whether they said yes" in answer.text
    assert "Now everybody knows" in answer.text
    kept = re.search(r'name="picture" value="([\w-]+)"', answer.text)
    assert kept is not None
    assert "Your picture came along" in answer.text
    again = board.send(board.cast.camilla, picture=kept.group(1), people_in_picture="nobody")
    assert again.status_code == 303
    assert board.tip(again.headers["Location"].split("/")[2].split("?")[0]).picture.public_id == kept.group(1)  # type: ignore[union-attr]


@pytest.mark.parametrize("data", [b"", b"<svg onload=alert(1)>", b"%PDF-1.7", b"\xff\xd8\xff not a picture", b"GIF89a"])
def test_the_words_are_kept_when_the_picture_fails(board: Board, data: bytes) -> None:
    """Attack row M11: nothing of it is kept, and the tip can go without it."""
    answer = board.send(
        board.cast.camilla, picture_file=(io.BytesIO(data), "x.jpg"), people_in_picture="nobody", contact="20 30", may_contact="y"
    )
    assert answer.status_code == 422
    assert WORDS.split("\n")[0].replace("'", "&#39;") in answer.text
    assert "20 30" in answer.text
    assert board.count() == 0
    assert board.send(board.cast.camilla).status_code == 303


def test_another_persons_picture_cannot_be_named(board: Board) -> None:
    """A name that was guessed or seen opens nothing."""
    with board.app.app_context():
        foreign = make_picture(board.cast).public_id
        db.session.commit()
    answer = board.send(board.cast.camilla, picture=foreign, people_in_picture="nobody")
    assert answer.status_code == 422
    assert "not here any more" in answer.text


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "Please fill this in."),
        ("ab", "Write a few words"),
        (" \u200b\u202e ", "Write a few words"),
        ("å" * 2001, "At most 2000 characters"),
    ],
)
def test_too_few_and_too_many_words_are_told_beside_the_box(board: Board, words: str, sentence: str) -> None:
    answer = board.send(board.cast.camilla, words=words)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_two_thousand_characters_are_not_too_many(board: Board) -> None:
    assert board.send(board.cast.camilla, words="å" * 2000).status_code == 303


def test_who_may_be_reached_says_how_unless_their_address_is_known(board: Board) -> None:
    assert board.send(board.cast.kim, may_contact="y").status_code == 422
    named = board.send(board.cast.kim, may_contact="y", contact="In the shed before seven")
    assert board.tip(named.headers["Location"].split("/")[2].split("?")[0]).contact == "In the shed before seven"
    by_address = board.send(board.cast.camilla, may_contact="y")
    assert board.tip(by_address.headers["Location"].split("/")[2].split("?")[0]).contact == board.cast.camilla.email
    not_wished = board.send(board.cast.camilla, contact="20 30 40 50")
    assert board.tip(not_wished.headers["Location"].split("/")[2].split("?")[0]).contact == "", "switched off again after typing"


def test_pressing_twice_is_one_tip(board: Board) -> None:
    """The same form twice, also when the first answer was lost on the way."""
    key, client = new_public_id(), board.client(board.cast.camilla)
    sent = {"words": WORDS, "request_key": key}
    first, second = (client.post("/tips/add", data=sent) for _press in range(2))
    assert first.status_code == second.status_code == 303
    assert first.headers["Location"] == second.headers["Location"]
    assert board.count() == 1


def test_what_the_device_kept_is_forgotten_once_it_was_sent(board: Board) -> None:
    """The page after sending names the form that was sent, and whose device it was."""
    key, client = new_public_id(), board.client(board.cast.camilla)
    shown = client.get(client.post("/tips/add", data={"words": WORDS, "request_key": key}).headers["Location"]).text
    assert f'data-tip-sent="{key}"' in shown
    assert f'data-draft="tip-draft:{board.cast.camilla.public_id}"' in shown


def test_nobody_else_sees_that_somebody_left_a_tip(board: Board) -> None:
    """A deed of one's own is private in the history, and its words are in no entry at all."""
    board.leave(board.cast.camilla)
    with board.app.app_context():
        assert not [entry for entry in latest_entries() if entry.deed.startswith("tips.")]
        (entry,) = db.session.query(HistoryEntry).filter(HistoryEntry.deed == "tips.tip.given")
        assert entry.is_private
        assert "Ahmed" not in str(entry.facts)
        run_due_jobs()
        assert db.session.query(RequestKey).count() == 0


def test_hostile_words_stay_words(board: Board) -> None:
    """Attack rows M01 and M06, on the giver's pages and on the board's."""
    words = "<script>alert(1)</script>{{7*7}}<img src=x onerror=alert(2)>"
    tip = board.leave(board.cast.camilla, words=words, contact="<b>x</b>", may_contact=True)
    for client, path in (
        (board.client(board.cast.camilla), f"/tips/{tip}"),
        (board.client(board.cast.camilla), "/tips/"),
        (board.client(board.cast.lone), "/tips/desk"),
        (board.client(board.cast.lone), f"/tips/desk/{tip}"),
    ):
        text = client.get(path).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "<b>x" not in text
        assert "{{7*7}}" in text
