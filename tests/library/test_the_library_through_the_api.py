"""The library for programs: the same answers as the pages, for the person whose token it is."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from advocacy.accounts.services import issue_token
from advocacy.foundation.database import db
from advocacy.people.models import Person
from tests.library.shelves import fill_shelves
from tests.stories.stage import Desk

API = "/api/v1/library"


class Program:
    """Calls with the token of one person."""

    def __init__(self, desk: Desk, person: Person, scopes: list[str]) -> None:
        with desk.app.app_context():
            secret = issue_token(db.session.get_one(Person, person.id), "Test", scopes)
            db.session.commit()
        self.client: FlaskClient = desk.app.test_client()
        self.headers = {"Authorization": f"Bearer {secret}"}

    def get(self, path: str, status: int = 200, **asked: Any) -> Any:
        answer = self.client.get(API + path, query_string=asked, headers=self.headers)
        assert answer.status_code == status, answer.text
        return answer.json

    def post(self, path: str, status: int = 200) -> Any:
        answer = self.client.post(API + path, json={}, headers=self.headers)
        assert answer.status_code == status, answer.text
        return answer.json


@pytest.fixture
def program(desk: Desk) -> Program:
    return Program(desk, desk.cast.camilla, ["stories:read", "library:write"])


def test_a_program_searches_and_narrows_down(desk: Desk, program: Program) -> None:
    keys = fill_shelves(desk.app, desk.cast, desk.programme)
    found = program.get("", q="børnehaver")
    assert [keys[each["id"]] for each in found["stories"]] == ["a", "b"]
    assert (found["total"], found["is_counted"], found["page"], found["has_next"]) == (2, True, 1, False)
    assert [keys[each["id"]] for each in program.get("", q="cykel", kind="learned", language="da")["stories"]] == ["d"]
    assert program.get("", q="🌻")["stories"] == []
    assert len(program.get("")["stories"]) == len(keys)
    assert program.get("", topic=desk.topics[1])["total"] == 1
    program.get("", topic="AAAAAAAAAAAAAAAA", status=404)
    program.get("", page="2", status=404)
    for wrong in ({"network": "myspace"}, {"page": "0"}, {"q": "x" * 501}, {"what": "ever"}, {"topic": "a\x00"}):
        program.get("", 422, **wrong)


def test_a_program_is_told_why_a_story_is_for_its_person(desk: Desk, program: Program) -> None:
    name = desk.published()
    told = program.get("/for-you")
    assert [(each["story"]["id"], each["reason"], each["why"]) for each in told["stories"]] == [(name, "new", "It is new this week.")]
    assert told["week"][4:6] == "-W"


def test_a_program_follows_and_puts_away(desk: Desk, program: Program) -> None:
    name, topic = desk.published(), desk.topics[2]
    assert program.post(f"/topics/{topic}/follow")["is_followed"]
    assert [each["id"] for each in program.get("/topics")["topics"] if each["is_followed"]] == [topic]
    assert not program.post(f"/topics/{topic}/unfollow")["is_followed"]
    assert program.post(f"/stories/{name}/put-away") == {"id": name, "is_put_away": True}
    assert program.get("")["stories"] == program.get("/for-you")["stories"] == []
    program.post(f"/stories/{name}/bring-back")
    assert [each["id"] for each in program.get("")["stories"]] == [name]


def test_a_program_reaches_no_further_than_its_person_and_its_token(desk: Desk, program: Program) -> None:
    """Attack rows W08 and Z05."""
    name = desk.published()
    outsider = Program(desk, desk.cast.kim, ["stories:read", "library:write"])
    assert outsider.get("")["stories"] == outsider.get("/topics")["topics"] == outsider.get("/for-you")["stories"] == []
    for path in (f"/topics/{desk.topics[0]}/follow", f"/stories/{name}/put-away"):
        outsider.post(path, 404)
    reader = Program(desk, desk.cast.camilla, ["stories:read"])
    reader.post(f"/stories/{name}/put-away", 403)
    Program(desk, desk.cast.camilla, ["library:write"]).get("", 403)
