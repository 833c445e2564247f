"""Taking the course on the pages: one thing at a time, taken up where one stopped, with a reason for every option."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from advocacy.foundation.database import db
from advocacy.history.queries import own_entries
from advocacy.training.models import Attempt, Licence, ScenarioAnswer
from tests.factories.training import answer_everything, make_course
from tests.people import Cast
from tests.signing_in import Visitor
from tests.training.learner import Learner, shown_values


@pytest.fixture
def camilla(app: Flask, cast: Cast, visit: Visitor) -> Learner:
    """Camilla, who has not begun; the course has two lessons with three and two situations, and one with two right answers."""
    with app.app_context():
        make_course(lessons=2, multiple=1)
        db.session.commit()
    return Learner(app, visit(cast.camilla))


def test_before_a_course_is_loaded_the_page_says_so_kindly(cast: Cast, visit: Visitor) -> None:
    client = visit(cast.camilla)
    assert "There is no course here yet" in client.get("/training/").text
    assert client.post("/training/start").status_code == 409


def test_it_begins_with_a_lesson_and_goes_on_to_its_situation(camilla: Learner) -> None:
    address = camilla.begin()
    lesson = camilla.open(address)
    assert "/lesson/" in address
    assert "Lesson 1 of 2" in lesson
    assert "<strong>no</strong>" in lesson
    assert "You decide" in lesson
    question = camilla.open(camilla.question())
    assert "Situation 1 of 5" in question
    assert "What now?" in question


def test_every_option_gets_its_reason_after_the_answer(camilla: Learner) -> None:
    address = camilla.question()
    answer = camilla.answer(address, right=False)
    assert (answer.status_code, answer.location) == (303, address)
    page = camilla.open(address)
    assert "Not quite" in page
    assert all(f"Because {n}" in page for n in range(3))
    assert "So." in page
    assert ">Next<" in page
    assert "Your answer" in page


def test_a_right_answer_is_told_so(camilla: Learner) -> None:
    address = camilla.question()
    camilla.answer(address)
    assert "That is right" in camilla.open(address)


def test_nothing_of_the_answers_is_on_the_page_before(app: Flask, camilla: Learner) -> None:
    """Attack row T02."""
    page = camilla.open(camilla.question())
    assert "Because" not in page
    assert "So." not in page
    assert "checked" not in page


def test_options_stand_in_an_order_of_this_go_that_survives_a_reload(camilla: Learner, app: Flask) -> None:
    orders = set()
    for _ in range(2):
        address = camilla.question()
        while address and "/situation/" in address:
            order = shown_values(camilla.open(address))
            assert sorted(order) == ["0", "1", "2"]
            assert shown_values(camilla.open(address)) == order
            orders.add(tuple(order))
            camilla.answer(address, right=False)
            address = camilla.next_from(camilla.open(address)) or ""
            if "/lesson/" in address:
                address = camilla.next_from(camilla.open(address)) or ""
        camilla.client.post(address_of_finish(app))
    assert len(orders) > 1


def address_of_finish(app: Flask) -> str:
    with app.app_context():
        attempt = db.session.scalars(select(Attempt).order_by(Attempt.id.desc())).first()
        assert attempt is not None
        return f"/training/attempt/{attempt.public_id}/finish"


def test_an_empty_answer_comes_back_with_a_sentence(camilla: Learner) -> None:
    answer = camilla.client.post(camilla.question(), data={})
    assert answer.status_code == 422
    assert "Choose an answer first." in answer.text
    assert "Because" not in answer.text


@pytest.mark.parametrize("sent", ["7", "-1", "x", "²", "9" * 5000, "0 or 1", "\x00"])
def test_an_answer_that_is_none_of_the_options_is_refused(camilla: Learner, sent: str) -> None:
    answer = camilla.client.post(camilla.question(), data={"chosen": sent})
    assert answer.status_code == 422
    assert "This is not one of the answers" in answer.text


def test_two_answers_where_one_is_chosen_count_as_the_first_at_most(camilla: Learner, app: Flask) -> None:
    """A browser cannot send two; a program that does gets no chance to try them all."""
    address = camilla.question()
    camilla.client.post(address, data={"chosen": ["0", "1", "2"]})
    with app.app_context():
        assert all(len(answer.chosen) == 1 for answer in db.session.scalars(select(ScenarioAnswer)))


def test_where_several_are_right_all_of_them_and_no_other_must_be_chosen(app: Flask, cast: Cast, visit: Visitor) -> None:
    with app.app_context():
        make_course(scenarios=1, critical=0, multiple=1)
        db.session.commit()
    for person, chosen, verdict in (
        (cast.camilla, ["0", "1"], "That is right"),
        (cast.jonas, ["0"], "Not quite"),
        (cast.kim, ["0", "1", "2"], "Not quite"),
    ):
        learner = Learner(app, visit(person))
        address = learner.question()
        assert 'type="checkbox"' in learner.open(address)
        learner.client.post(address, data={"chosen": chosen})
        assert verdict in learner.open(address)


def test_the_first_answer_is_final(camilla: Learner, app: Flask) -> None:
    """Attack row T05."""
    address = camilla.question()
    camilla.answer(address, right=False)
    assert camilla.answer(address, right=True).status_code == 409
    page = camilla.client.post(
        address, data={"chosen": camilla.numbers(address)}, headers={"Referer": f"http://localhost{address}"}, follow_redirects=True
    ).text
    assert "your first answer counts" in page
    assert "Not quite" in page


def test_the_same_answer_sent_again_changes_nothing(camilla: Learner, app: Flask, cast: Cast) -> None:
    """Attack row T03."""
    address = camilla.question()
    assert [camilla.answer(address).status_code for _ in range(3)] == [303, 303, 303]
    with app.app_context():
        assert len(db.session.scalars(select(ScenarioAnswer)).all()) == 1
        assert [entry.deed for entry in own_entries(cast.camilla.id)].count("training.scenario.answered") == 1


def test_one_carries_on_where_one_stopped_on_another_phone(camilla: Learner, app: Flask, cast: Cast, visit: Visitor) -> None:
    address = camilla.question()
    camilla.answer(address)
    other_phone = Learner(app, visit(cast.camilla))
    front = other_phone.open("/training/")
    assert "Carry on where you stopped" in front
    assert "1 of 5" in front
    upcoming = other_phone.question()
    assert upcoming != address
    assert "Situation 2 of 5" in other_phone.open(upcoming)


def test_a_second_start_takes_up_the_open_go(camilla: Learner, app: Flask) -> None:
    assert camilla.begin() == camilla.begin()
    with app.app_context():
        assert len(db.session.scalars(select(Attempt)).all()) == 1


def test_passing_gives_a_licence_and_says_it_warmly(camilla: Learner, app: Flask) -> None:
    page = camilla.open(camilla.go_through())
    assert "Well done, Camilla" in page
    assert "You have your licence" in page
    assert "Yours" in page
    assert "5 of 5 right" in page
    with app.app_context():
        assert len(db.session.scalars(select(Licence)).all()) == 1


def test_a_missed_critical_one_is_not_passed_however_many_are_right(camilla: Learner, app: Flask) -> None:
    page = camilla.open(camilla.go_through(wrong=1))
    assert "4 of 5 right" in page
    assert "That is enough, but the situations that protect other people must all be right." in page
    assert "Situation 0" in page
    assert "The lesson: Voluntary" in page
    assert "Must be right" in page
    assert "Take those again" in page
    with app.app_context():
        assert not db.session.scalars(select(Licence)).all()


def test_what_was_right_is_carried_and_only_the_rest_is_asked(camilla: Learner, app: Flask) -> None:
    camilla.go_through(wrong=2)
    address = camilla.question()
    assert "Situation 1 of 2" in camilla.open(address)
    page = camilla.open(camilla.go_through())
    assert "5 of 5 right" in page
    with app.app_context():
        second = db.session.scalars(select(Attempt).where(Attempt.number == 2)).one()
        assert sorted(answer.is_carried for answer in second.answers) == [False, False, True, True, True]
        assert second.is_passed is True


def test_one_can_try_as_often_as_one_likes(camilla: Learner, app: Flask) -> None:
    for _ in range(4):
        assert "Nearly there" in camilla.open(camilla.go_through(wrong=1))
    assert "Well done" in camilla.open(camilla.go_through())
    with app.app_context():
        assert list(db.session.scalars(select(Attempt.number).order_by(Attempt.number))) == [1, 2, 3, 4, 5]


def test_a_go_is_finished_only_when_everything_is_answered(camilla: Learner, app: Flask) -> None:
    camilla.answer(camilla.question())
    assert camilla.client.post(address_of_finish(app)).status_code == 409
    result = camilla.client.get(address_of_finish(app).replace("finish", "result"))
    assert result.status_code == 303
    with app.app_context():
        assert not db.session.scalars(select(Licence)).all()


def test_a_finished_go_takes_no_more_answers(camilla: Learner, app: Flask, cast: Cast) -> None:
    """Attack rows T04 and T05."""
    address = camilla.question()
    camilla.go_through(wrong=1)
    assert camilla.answer(address, right=True).status_code == 409
    assert "Not quite" in camilla.open(address)


def test_a_scenario_of_another_version_is_not_part_of_the_go(camilla: Learner, app: Flask) -> None:
    """Attack row T05."""
    address = camilla.question()
    with app.app_context():
        other = make_course(version=2).lessons[0].scenarios[0].public_id
        db.session.commit()
    foreign = address.rsplit("/", 1)[0] + "/" + other
    assert camilla.client.get(foreign).status_code == 404
    assert camilla.client.post(foreign, data={"chosen": "0"}).status_code == 404


def test_what_was_begun_may_be_finished_when_a_new_version_comes(camilla: Learner, app: Flask) -> None:
    camilla.answer(camilla.question())
    with app.app_context():
        make_course(version=2)
        db.session.commit()
    camilla.go_through()
    with app.app_context():
        assert db.session.scalars(select(Licence)).one().course.version == 1


def test_somebody_who_begins_now_gets_the_newest_version(camilla: Learner, app: Flask, cast: Cast) -> None:
    with app.app_context():
        make_course(version=2)
        db.session.commit()
        assert answer_everything(cast.jonas).course.version == 2
        db.session.commit()


def test_lessons_can_be_read_at_any_time(camilla: Learner) -> None:
    front = camilla.open("/training/")
    assert "Read them whenever you like" in front
    address = front.split('href="/training/lesson/')[1].split('"')[0]
    page = camilla.open(f"/training/lesson/{address}")
    assert "Say <strong>no</strong> freely." in page
    assert camilla.next_from(page) is None
    assert camilla.client.get("/training/lesson/nothing/M1").status_code == 404
    assert camilla.client.get(f"/training/lesson/{address}x").status_code == 404


def test_there_is_no_clock(camilla: Learner) -> None:
    """Attack row T11."""
    page = camilla.open(camilla.question())
    assert "http-equiv" not in page
    assert "setTimeout" not in page


def test_it_is_all_there_in_danish(app: Flask, cast: Cast, visit: Visitor, camilla: Learner) -> None:
    learner = Learner(app, visit(cast.jonas, locale="da"))
    assert "Ambassador basics (da)" in learner.open("/training/")
    address = learner.question()
    assert "What now? (da)" in learner.open(address)
    learner.answer(address)
    page = learner.open(address)
    assert "Because 0 (da)" in page
    assert "So. (da)" in page


def test_each_deed_of_learning_is_written_down_for_the_learner(camilla: Learner, app: Flask, cast: Cast) -> None:
    camilla.go_through()
    with app.app_context():
        entries = [entry for entry in own_entries(cast.camilla.id) if entry.deed.startswith("training.")]
        assert all(entry.is_private for entry in entries)
        deeds = [entry.deed for entry in entries]
    assert deeds[0] == "training.licence.issued"
    assert deeds[-1] == "training.attempt.started"
    assert deeds.count("training.scenario.answered") == 5
    assert deeds.count("training.attempt.finished") == 1
