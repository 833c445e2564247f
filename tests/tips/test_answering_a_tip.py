"""The board answers: it takes a tip, makes it a draft, or declines it kindly, and the giver sees the whole way."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
import time_machine

from advocacy.accounts import services as accounts
from advocacy.accounts.models import Grant, Role
from advocacy.accounts.queries import actor_for
from advocacy.foundation.database import db
from advocacy.people.models import Person, Unit
from advocacy.people.services import say_goodbye
from advocacy.stories.models import PictureChoice, Story
from advocacy.tips.models import PeopleInPicture, Tip, TipStatus
from advocacy.tips.queries import credit_of, tips_awaiting_answer, tips_with_news
from tests.factories.pictures import picture_bytes
from tests.tips.conftest import MONDAY, WORDS, Board


def test_the_desk_shows_the_longest_waiting_first_and_says_which_are_late(board: Board) -> None:
    with time_machine.travel(MONDAY - timedelta(days=14)):
        late = board.leave(board.cast.jonas, words="The oldest one")
    with time_machine.travel(MONDAY):
        fresh = board.leave(board.cast.camilla, words="The newest one")
        with board.app.app_context():
            waiting = tips_awaiting_answer(actor_for(db.session.get_one(Person, board.cast.lone.id)))
        text = board.client(board.cast.lone).get("/tips/desk").text
    assert [(each.tip.public_id, each.promise.is_overdue, each.promise.days_left) for each in waiting] == [
        (late, True, 0),
        (fresh, False, 5),
    ]
    assert text.index("The oldest one") < text.index("The newest one")
    assert "Late: promised for 16 November 2026" in text
    assert "5 working days left" in text


@pytest.mark.parametrize("who", ["camilla", "birgitte", "henrik", "josefine", "anders", "emil"])
def test_nobody_but_editors_has_a_desk(board: Board, who: str) -> None:
    """Attack row Z01: leaders, directors, HR and administrators do not read what colleagues left for the board."""
    tip, client = board.leave(board.cast.jonas), board.client(getattr(board.cast, who))
    assert client.get("/tips/desk").status_code == 403
    assert client.get(f"/tips/desk/{tip}").status_code == 403
    assert client.get(f"/tips/{tip}").status_code == 404


def test_an_editor_of_another_part_of_the_house_does_not_see_it(board: Board) -> None:
    with board.app.app_context():
        jonas = db.session.get_one(Person, board.cast.kim.id)
        accounts.grant_role(jonas, Role.EDITOR, db.session.get_one(Unit, board.cast.roads.id), by=None)
        db.session.commit()
    tip, client = board.leave(board.cast.camilla, words="From home care"), board.client(board.cast.kim)
    assert "From home care" not in client.get("/tips/desk").text
    assert client.get(f"/tips/desk/{tip}").status_code == 404
    assert client.post(f"/tips/desk/{tip}/take", data={}).status_code == 404
    own = board.leave(board.cast.kim, words="From the roads")
    assert client.get(f"/tips/desk/{own}").status_code == 200


def test_a_tip_that_is_nobodys_is_everybodys(board: Board) -> None:
    """Where no editor has the unit, every editor sees it, so that it is not left lying."""
    with board.app.app_context():
        for grant in db.session.query(Grant).filter_by(role=Role.EDITOR):
            grant.unit_id = board.cast.roads.id
        db.session.commit()
    tip = board.leave(board.cast.camilla)
    assert board.client(board.cast.lone).get(f"/tips/desk/{tip}").status_code == 200


def test_the_board_is_told_who_it_was_only_if_the_giver_wants_that(board: Board) -> None:
    quiet, open_one = board.leave(board.cast.camilla), board.leave(board.cast.camilla, may_contact=True, contact="20 30 40 50")
    client = board.client(board.cast.lone)
    hidden, shown = client.get(f"/tips/desk/{quiet}").text, client.get(f"/tips/desk/{open_one}").text
    assert "Camilla" not in hidden
    assert "Hjemmeplejen Nord" in hidden
    assert "Camilla Møller-Juhl" in shown
    assert "20 30 40 50" in shown
    board.press(board.cast.lone, quiet, "take")
    assert "Camilla" not in client.get("/tips/desk?list=taken").text


def test_taking_stops_the_clock_and_answers(board: Board) -> None:
    with time_machine.travel(MONDAY):
        tip = board.leave(board.cast.camilla)
        assert board.press(board.cast.lone, tip, "take", words="Lovely. I will call in on Thursday.").status_code == 303
        text = board.client(board.cast.camilla).get(f"/tips/{tip}").text
    found = board.tip(tip)
    assert (found.status, found.taken_by.name) == (TipStatus.TAKEN, "Lone Bitsch")  # type: ignore[union-attr]
    assert found.answered_at is not None
    assert "I will call in on Thursday." in text
    assert "working days left" not in text


def test_of_two_editors_the_first_has_it(board: Board) -> None:
    tip = board.leave(board.cast.camilla)
    board.press(board.cast.lone, tip, "take")
    second = board.press(board.cast.tine, tip, "take")
    assert second.status_code == 422
    assert "Lone Bitsch has it already." in second.text
    assert board.tip(tip).taken_by_id == board.cast.lone.id


def test_of_two_editors_at_the_same_moment_one_has_it(own_board: Board) -> None:
    """Both press at once, on a database with real transactions."""
    tip = own_board.leave(own_board.cast.camilla)
    clients = [own_board.client(person) for person in (own_board.cast.lone, own_board.cast.tine)]
    gate, answers = threading.Barrier(2), []

    def press(client) -> None:  # type: ignore[no-untyped-def]
        gate.wait()
        answers.append(client.post(f"/tips/desk/{tip}/draft", data={"programme": own_board.programme}).status_code)

    threads = [threading.Thread(target=press, args=(client,)) for client in clients]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert answers.count(303) >= 1
    with own_board.app.app_context():
        assert db.session.query(Story).count() == 1
        assert db.session.query(Tip).one().status is TipStatus.DRAFTED


def test_declining_asks_for_kind_words_and_sends_them(board: Board) -> None:
    tip = board.leave(board.cast.camilla)
    empty = board.press(board.cast.lone, tip, "decline", reason=" ")
    assert empty.status_code == 422
    assert board.tip(tip).status is TipStatus.NEW
    reason = "Thank you! We told of the rota boards in May, and would love to come back to it in spring."
    assert board.press(board.cast.lone, tip, "decline", reason=reason).status_code == 303
    assert board.tip(tip).status is TipStatus.DECLINED
    shown = board.client(board.cast.camilla).get(f"/tips/{tip}").text
    assert "come back to it in spring" in shown
    assert "Lone Bitsch" in shown
    assert board.press(board.cast.lone, tip, "draft").status_code in {303, 409}
    assert board.tip(tip).story is None, "an answer that was given stands"


def test_one_press_makes_a_draft_with_words_picture_and_credit(board: Board) -> None:
    tip = board.leave(board.cast.camilla, picture_file=picture_bytes(), wants_credit=True)
    answer = board.press(board.cast.lone, tip, "draft")
    found = board.tip(tip)
    assert found.story is not None
    assert answer.headers["Location"] == f"/stories/{found.story.public_id}/edit"
    version = found.story.latest
    assert version.body == {"en": WORDS}
    assert version.title == {"en": "The new rota board in the break room was Ahmed's idea."}
    assert version.picture_id == found.picture_id
    assert version.picture_choice is PictureChoice.DESCRIBED
    assert version.credit == "Tip: Camilla Møller-Juhl"
    assert [writer.id for writer in version.writers] == [board.cast.lone.id], "so that Tine may approve, and Lone may not"
    assert found.status is TipStatus.DRAFTED
    assert found.answered_at == found.drafted_at


def test_a_picture_somebody_has_not_said_yes_to_stays_with_the_tip(board: Board) -> None:
    tip = board.leave(board.cast.camilla, picture_file=picture_bytes(), people_in_picture=PeopleInPicture.NO)
    assert "The picture stays here" in board.client(board.cast.lone).get(f"/tips/desk/{tip}").text
    board.press(board.cast.lone, tip, "draft")
    found = board.tip(tip)
    assert found.story is not None
    assert found.story.latest.picture_id is None
    assert found.picture_id is not None


def test_a_colleague_may_go_on_with_a_tip_that_somebody_else_took(board: Board) -> None:
    tip = board.leave(board.cast.camilla)
    board.press(board.cast.lone, tip, "take")
    assert board.press(board.cast.tine, tip, "draft").status_code == 303
    assert board.tip(tip).taken_by_id == board.cast.tine.id


def test_a_draft_for_a_programme_that_is_not_the_editors_is_refused(board: Board) -> None:
    tip = board.leave(board.cast.camilla)
    assert board.press(board.cast.lone, tip, "draft", programme="AAAAAAAAAAAAAAAA").status_code == 404
    assert board.tip(tip).status is TipStatus.NEW


def test_publishing_tells_the_giver_and_credits_them(board: Board) -> None:
    tip = board.leave(board.cast.camilla, wants_credit=True)
    board.press(board.cast.lone, tip, "draft")
    board.publish(board.tip(tip).story)
    found = board.tip(tip)
    assert (found.status, found.has_news) == (TipStatus.PUBLISHED, True)
    with board.app.app_context():
        story = db.session.query(Story).one()
        assert credit_of(story).name == "Camilla Møller-Juhl"  # type: ignore[union-attr]
        assert [each.public_id for each in tips_with_news(db.session.get_one(Person, board.cast.camilla.id))] == [tip]
    page = board.client(board.cast.camilla).get(f"/tips/{tip}").text
    assert "Your tip is a story now." in page
    assert "Your name stands beside it." in page
    board.client(board.cast.camilla).post(f"/tips/{tip}/seen", data={})
    assert not board.tip(tip).has_news


def test_the_giver_changes_their_mind_about_being_named_at_any_time(board: Board) -> None:
    """Also when the story is out: their name goes from every version of it, and nobody is told anywhere."""
    tip = board.leave(board.cast.camilla, wants_credit=True)
    board.press(board.cast.lone, tip, "draft")
    board.publish(board.tip(tip).story)
    client = board.client(board.cast.camilla)
    assert client.post(f"/tips/{tip}/credit", data={"is_wished": ""}).status_code == 303
    with board.app.app_context():
        story = db.session.query(Story).one()
        assert credit_of(story) is None
        assert [version.credit for version in story.versions] == [""]
    assert client.post(f"/tips/{tip}/credit", data={"is_wished": "1"}).status_code == 303
    with board.app.app_context():
        again = db.session.query(Story).one()
        assert credit_of(again) is not None
        assert [version.credit for version in again.versions] == ["Tip: Camilla Møller-Juhl"]
    assert board.client(board.cast.jonas).post(f"/tips/{tip}/credit", data={"is_wished": ""}).status_code == 404


def test_an_anonymous_giver_is_named_nowhere(board: Board) -> None:
    """Nowhere in what others can open: the desk, the story at the desk, and the story in the library."""
    tip = board.leave(board.cast.camilla)
    board.press(board.cast.lone, tip, "draft")
    story = board.tip(tip).story
    board.publish(story)
    assert story is not None
    for path in (f"/tips/desk/{tip}", "/tips/desk?list=used", f"/stories/{story.public_id}", f"/stories/{story.public_id}/review"):
        answer = board.client(board.cast.lone).get(path)
        assert answer.status_code == 200, path
        assert "Camilla" not in answer.text
    with board.app.app_context():
        assert credit_of(db.session.query(Story).one()) is None


def test_a_tip_is_taken_back_until_it_is_a_story(board: Board) -> None:
    tip, client = board.leave(board.cast.camilla, picture_file=picture_bytes()), board.client(board.cast.camilla)
    assert board.client(board.cast.jonas).post(f"/tips/{tip}/take-back", data={}).status_code == 404
    assert client.post(f"/tips/{tip}/take-back", data={}).status_code == 303
    assert board.count() == 0
    used = board.leave(board.cast.camilla)
    board.press(board.cast.lone, used, "draft")
    assert "Take the tip back" not in client.get(f"/tips/{used}").text
    assert client.post(f"/tips/{used}/take-back", data={}).status_code == 409
    assert board.count() == 1


def test_who_leaves_leaves_their_tips_without_a_name(board: Board) -> None:
    """Attack row Z16."""
    tip = board.leave(board.cast.camilla, wants_credit=True, may_contact=True, contact="20 30")
    board.press(board.cast.lone, tip, "draft")
    with board.app.app_context():
        say_goodbye(db.session.get_one(Person, board.cast.camilla.id))
        say_goodbye(db.session.get_one(Person, board.cast.lone.id))
        db.session.commit()
    found = board.tip(tip)
    assert (found.given_by_id, found.contact, found.taken_by_id) == (None, "", None)
    assert found.story is not None
    assert found.story.latest.credit == ""
