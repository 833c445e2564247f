"""Letters about a tip, the reminder before a promise runs out, and how tips go when a year is over."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from advocacy.files.models import Picture
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.history.models import HistoryEntry
from advocacy.people.models import Person
from advocacy.stories.models import Story
from advocacy.tips.models import Tip, TipStatus
from advocacy.tips.queries import credit_of
from advocacy.tips.services import KEPT_FOR, note_published, remind_board, sweep_tips
from tests.factories.pictures import picture_bytes
from tests.tips.conftest import MONDAY, Board


def subjects(board: Board) -> list[str]:
    return [letter.subject for letter in board.letters()]


def test_the_giver_is_written_to_when_answered_and_when_published_and_no_oftener(board: Board) -> None:
    with time_machine.travel(MONDAY) as traveller:
        tip = board.leave(board.cast.camilla)
        board.press(board.cast.lone, tip, "take", words="Lovely!")
        assert subjects(board) == ["The board has your tip"]
        traveller.shift(timedelta(hours=1))
        board.press(board.cast.lone, tip, "draft")
        assert subjects(board) == ["The board has your tip"], "one answer, one letter"
        board.publish(board.tip(tip).story)
        letters = board.letters()
    assert [letter.subject for letter in letters] == ["The board has your tip", "Your tip is a story now"]
    assert "Lovely!" in letters[0].text
    assert f"http://127.0.0.1:8000/tips/{tip}" in letters[0].text
    assert "/stories/" in letters[1].html
    assert {letter.address for letter in letters} == {board.cast.camilla.email}


def test_a_declined_tip_brings_the_boards_own_words_in_the_givers_language(board: Board) -> None:
    with board.app.app_context():
        db.session.get_one(Person, board.cast.camilla.id).locale = "da"
        db.session.commit()
    with time_machine.travel(MONDAY):
        tip = board.leave(board.cast.camilla)
        board.press(board.cast.lone, tip, "decline", reason="Tak! Vi skrev om vagttavlen i maj. <script>x</script>")
        (letter,) = board.letters()
    assert "Vi skrev om vagttavlen i maj." in letter.text
    assert 'lang="da"' in letter.html
    assert "<script>" not in letter.html


def test_nobody_is_written_to_at_night_nor_about_what_they_have_seen(board: Board) -> None:
    evening = MONDAY + timedelta(hours=10)
    with time_machine.travel(evening):
        seen, unseen = board.leave(board.cast.camilla), board.leave(board.cast.jonas)
        for tip in (seen, unseen):
            board.press(board.cast.lone, tip, "take")
        board.client(board.cast.camilla).post(f"/tips/{seen}/seen", data={})
        assert board.letters() == []
    with time_machine.travel(evening + timedelta(hours=14)):
        assert [letter.address for letter in board.letters()] == [board.cast.jonas.email]


def test_who_has_no_address_reads_it_here(board: Board) -> None:
    with time_machine.travel(MONDAY):
        tip = board.leave(board.cast.kim)
        board.press(board.cast.lone, tip, "take", words="Good eye.")
        assert board.letters() == []
        client = board.client(board.cast.kim)
        assert "New" in client.get("/tips/").text
        assert "Good eye." in client.get(f"/tips/{tip}").text


def test_a_story_under_embargo_is_told_of_when_it_is_out(board: Board) -> None:
    with time_machine.travel(MONDAY) as traveller:
        tip = board.leave(board.cast.camilla)
        board.press(board.cast.lone, tip, "draft")
        with board.app.app_context():
            story = db.session.query(Story).one()
            story.published_version, story.published_at = story.latest, clock.now() + timedelta(hours=3)
            db.session.flush()
            note_published(story)
            db.session.commit()
        board.letters()
        assert board.tip(tip).status is TipStatus.DRAFTED
        traveller.shift(timedelta(hours=3, seconds=1))
        assert "Your tip is a story now" in subjects(board)
        assert board.tip(tip).status is TipStatus.PUBLISHED


def test_the_board_is_reminded_once_in_the_morning_of_the_fourth_day(board: Board) -> None:
    """One letter to each editor for all that wait; not on the third day, not at night, and not again an hour later."""
    with time_machine.travel(MONDAY):
        for giver in (board.cast.camilla, board.cast.jonas):
            board.leave(giver)
        answered = board.leave(board.cast.kim)
        board.press(board.cast.lone, answered, "take")
        board.letters()
    for moment in ("2026-11-26T12:00Z", "2026-11-27T04:00Z"):
        with time_machine.travel(moment), board.app.app_context():
            assert remind_board() == 0
    with time_machine.travel("2026-11-27T07:00Z"), board.app.app_context():
        assert remind_board() == 2
        db.session.commit()
        assert remind_board() == 0
        db.session.commit()
        reminders = [letter for letter in board.letters() if "wait for an answer" in letter.subject]
    assert sorted(letter.address for letter in reminders) == sorted([board.cast.lone.email, board.cast.tine.email])  # type: ignore[type-var]
    assert all("30 November 2026" in letter.text and "rota board" not in letter.text for letter in reminders)


@pytest.mark.parametrize("moment", ["2026-12-26T10:00Z", "2026-12-25T10:00Z"])
def test_nobody_is_reminded_on_a_day_off(board: Board, moment: str) -> None:
    with time_machine.travel("2026-12-18T10:00Z"):
        board.leave(board.cast.camilla)
    with time_machine.travel(moment), board.app.app_context():
        assert remind_board() == 0


def test_what_nobody_used_goes_after_a_year_with_words_and_picture(board: Board) -> None:
    with time_machine.travel(MONDAY):
        board.leave(board.cast.camilla, picture_file=picture_bytes())
        declined, used = board.leave(board.cast.jonas), board.leave(board.cast.jonas, picture_file=picture_bytes("PNG"), wants_credit=True)
        board.press(board.cast.lone, declined, "decline", reason="Thank you, but no.")
        board.press(board.cast.lone, used, "draft")
        board.publish(board.tip(used).story)
    with time_machine.travel(MONDAY + KEPT_FOR - timedelta(days=1)), board.app.app_context():
        assert sweep_tips() == 0
    with time_machine.travel(MONDAY + KEPT_FOR + timedelta(days=1)), board.app.app_context():
        assert sweep_tips() == 3
        db.session.commit()
        (left,) = db.session.scalars(select(Tip)).all()
        assert (left.public_id, left.words, left.picture_id) == (used, "", None)
        assert db.session.query(Picture).count() == 1, "the story shows it still"
        assert credit_of(db.session.query(Story).one()) is not None
        assert sweep_tips() == 0
        entries = db.session.scalars(select(HistoryEntry).where(HistoryEntry.deed == "tips.tip.swept")).all()
        assert len(entries) == 3
        assert "rota board" not in str([entry.facts for entry in entries])
    assert board.client(board.cast.jonas).get(f"/tips/{used}").status_code == 200
    assert board.client(board.cast.lone).get(f"/tips/desk/{used}").status_code == 200
