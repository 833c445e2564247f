"""The course through the API: the same rules, and no answer before its time."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient

from advocacy.accounts import services as accounts
from advocacy.foundation.database import db
from advocacy.people.models import Person
from advocacy.training import queries
from advocacy.training.course_text import read_course
from advocacy.training.models import Course
from advocacy.training.services import STANDARD_COURSE, load_course
from tests.factories.training import right_numbers
from tests.people import Cast

PREFIX = "/api/v1/training"


class Program:
    """A program with Camilla's token."""

    def __init__(self, client: FlaskClient, token: str) -> None:
        self.client, self.headers = client, {"Authorization": f"Bearer {token}"}

    def get(self, path: str) -> tuple[int, dict]:
        answer = self.client.get(PREFIX + path, headers=self.headers)
        return answer.status_code, answer.json

    def post(self, path: str, sent: object = None) -> tuple[int, dict]:
        answer = self.client.post(PREFIX + path, headers=self.headers, **({} if sent is None else {"json": sent}))
        return answer.status_code, answer.json


def token_for(app: Flask, person: Person, *scopes: str) -> str:
    with app.app_context():
        secret = accounts.issue_token(db.session.get_one(Person, person.id), "program", list(scopes))
        db.session.commit()
    return secret


@pytest.fixture
def program(app: Flask, cast: Cast) -> Program:
    with app.app_context():
        load_course(STANDARD_COURSE)
        db.session.commit()
    return Program(app.test_client(), token_for(app, cast.camilla, "training:write"))


@pytest.fixture
def right(app: Flask, program: Program) -> dict[str, list[int]]:
    """The right options of every scenario."""
    with app.app_context():
        course = queries.current_course_with_options()
        assert isinstance(course, Course)
        return {scenario.public_id: right_numbers(scenario) for lesson in course.lessons for scenario in lesson.scenarios}


def wrong_one(numbers: list[int]) -> list[int]:
    return [next(n for n in range(4) if n not in numbers)]


def test_the_course_comes_without_a_word_of_its_answers(program: Program) -> None:
    """Attack row T02: every reason in the file is a canary."""
    status, course = program.get("/course")
    assert status == 200
    assert len(course["lessons"]) == 8
    told = json.dumps(course, ensure_ascii=False)
    written = read_course(STANDARD_COURSE.read_text("utf-8"))
    canaries = [text for scenario in written.scenarios for option in scenario.options for text in option.feedback.values()]
    canaries += [text for scenario in written.scenarios for text in scenario.why.values()]
    assert len(canaries) > 100
    assert not [canary for canary in canaries if json.dumps(canary, ensure_ascii=False)[1:-1] in told]
    scenarios = [scenario for lesson in course["lessons"] for scenario in lesson["scenarios"]]
    assert {name for scenario in scenarios for option in scenario["options"] for name in option} == {"number", "text"}


def test_a_program_takes_the_course_to_its_licence(program: Program, right: dict[str, list[int]]) -> None:
    status, attempt = program.post("/attempts")
    assert (status, attempt["number"], attempt["left"]) == (200, 1, list(right))
    for scenario in attempt["left"]:
        status, feedback = program.post(f"/attempts/{attempt['id']}/answers", {"scenario": scenario, "chosen": right[scenario]})
        assert (status, feedback["is_right"]) == (200, True)
        assert all(option["feedback"]["da"] and option["feedback"]["en"] for option in feedback["options"])
        assert feedback["why"]["da"]
    status, result = program.post(f"/attempts/{attempt['id']}/finish")
    assert status == 200
    assert (result["is_passed"], result["right"], result["total"], result["missed"]) == (True, 12, 12, [])
    assert result["licence"]["is_valid"] is True
    status, licence = program.get("/licence")
    assert (status, licence) == (200, result["licence"])


def test_what_was_missed_is_asked_again_and_nothing_else(program: Program, right: dict[str, list[int]]) -> None:
    _status, first = program.post("/attempts")
    missed = first["left"][0]
    for scenario in first["left"]:
        chosen = wrong_one(right[scenario]) if scenario == missed else right[scenario]
        program.post(f"/attempts/{first['id']}/answers", {"scenario": scenario, "chosen": chosen})
    _status, result = program.post(f"/attempts/{first['id']}/finish")
    # Eleven of twelve are enough, unless the one that was missed protects somebody.
    assert result["missed"] == [missed]
    assert result["is_passed"] is True


def test_a_missed_critical_one_means_another_go(program: Program, right: dict[str, list[int]]) -> None:
    _status, course = program.get("/course")
    critical = next(each["id"] for lesson in course["lessons"] for each in lesson["scenarios"] if each["is_critical"])
    _status, first = program.post("/attempts")
    for scenario in first["left"]:
        chosen = wrong_one(right[scenario]) if scenario == critical else right[scenario]
        program.post(f"/attempts/{first['id']}/answers", {"scenario": scenario, "chosen": chosen})
    _status, result = program.post(f"/attempts/{first['id']}/finish")
    assert (result["is_passed"], result["right"], result["missed"], result["licence"]["is_valid"]) == (False, 11, [critical], False)
    _status, second = program.post("/attempts")
    assert (second["number"], second["asked"], second["left"]) == (2, [critical], [critical])


def test_starting_again_takes_up_the_open_go(program: Program) -> None:
    _status, first = program.post("/attempts")
    _status, again = program.post("/attempts")
    assert again == first


def test_another_answer_is_refused_and_the_same_is_not(program: Program, right: dict[str, list[int]]) -> None:
    """Attack rows T03 and T05."""
    _status, attempt = program.post("/attempts")
    scenario = attempt["left"][0]
    path, chosen = f"/attempts/{attempt['id']}/answers", right[scenario]
    first = program.post(path, {"scenario": scenario, "chosen": wrong_one(chosen)})
    assert program.post(path, {"scenario": scenario, "chosen": wrong_one(chosen)}) == first
    status, refused = program.post(path, {"scenario": scenario, "chosen": chosen})
    assert status == 409
    assert "first answer counts" in refused["title"]


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"scenario": "x"},
        {"scenario": "x", "chosen": "0"},
        {"scenario": "x", "chosen": [0], "is_right": True},
        {"scenario": "x", "chosen": [0.5]},
        {"scenario": 1, "chosen": [0]},
        [],
    ],
)
def test_an_answer_that_is_none_is_refused(program: Program, sent: object) -> None:
    """Attack row T02: nobody tells us their own score."""
    _status, attempt = program.post("/attempts")
    assert program.post(f"/attempts/{attempt['id']}/answers", sent)[0] == 422


@pytest.mark.parametrize("chosen", [[], [99], [-1], [0, 1, 2, 3], [2**80]])
def test_options_that_are_not_there_are_refused(program: Program, right: dict[str, list[int]], chosen: list[int]) -> None:
    _status, attempt = program.post("/attempts")
    single = next(scenario for scenario in attempt["left"] if len(right[scenario]) == 1)
    status, refused = program.post(f"/attempts/{attempt['id']}/answers", {"scenario": single, "chosen": chosen})
    assert (status, set(refused["problems"])) == (422, {"chosen"})


def test_a_go_or_a_scenario_that_is_not_there_is_missing(program: Program) -> None:
    _status, attempt = program.post("/attempts")
    assert program.post(f"/attempts/{attempt['id']}/answers", {"scenario": "nothing", "chosen": [0]})[0] == 404
    assert program.post("/attempts/nothing/answers", {"scenario": "nothing", "chosen": [0]})[0] == 404
    assert program.post("/attempts/nothing/finish")[0] == 404
    assert program.post(f"/attempts/{attempt['id']}/finish")[0] == 409


def test_a_token_without_the_right_opens_nothing(app: Flask, cast: Cast, program: Program) -> None:
    narrow = Program(app.test_client(), token_for(app, cast.camilla, "stories:read"))
    for path in ("/course", "/licence"):
        assert narrow.get(path)[0] == 403
    assert narrow.post("/attempts")[0] == 403
    assert app.test_client().get(PREFIX + "/course").status_code == 401


def test_before_a_course_is_loaded_there_is_none(app: Flask, cast: Cast) -> None:
    program = Program(app.test_client(), token_for(app, cast.jonas, "training:write"))
    assert program.get("/course")[0] == 404
    assert program.post("/attempts")[0] == 409
    assert program.get("/licence")[1]["is_valid"] is False
