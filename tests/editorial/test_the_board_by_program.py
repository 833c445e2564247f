"""The board through the API: counts, queue, rota, and the answer to a finding."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine

from advocacy.accounts import services as accounts
from advocacy.foundation.database import db
from advocacy.people.models import Person
from tests.editorial.stage import MONDAY, WEDNESDAY
from tests.stories.stage import Desk


@pytest.fixture(autouse=True)
def wednesday() -> object:
    with time_machine.travel(WEDNESDAY, tick=False):
        yield


def call(
    desk: Desk, person: Person, method: str, path: str, body: Any = None, *, scopes: tuple[str, ...] = ("stories:read", "stories:write")
) -> Any:
    with desk.app.app_context():
        secret = accounts.issue_token(db.session.get_one(Person, person.id), "test", scopes)
        db.session.commit()
    return desk.app.test_client().open(f"/api/v1{path}", method=method, json=body, headers={"Authorization": f"Bearer {secret}"})


def test_counts_and_queue(desk: Desk) -> None:
    name = desk.write(desk.cast.lone, then="submit")
    desk.press(desk.cast.lone, desk.write(desk.cast.tine, then="submit"), "send-back", note="Who?")
    assert call(desk, desk.cast.tine, "GET", "/editorial/inbox").json == {
        "returned": 1, "to_review": 1, "expiring": 0, "consents": 0, "tips": 0, "sparring": 0, "paused": 0, "sources": 0, "found": 0, "broken_links": 0, "own_waiting": 0,
    }  # fmt: skip
    queue = call(desk, desk.cast.tine, "GET", "/editorial/reviews").json["reviews"]
    assert [(each["story"], each["due_on"], each["is_overdue"], each["is_asked"]) for each in queue] == [(name, "2026-11-23", False, False)]


def test_the_rota_is_read_and_set(desk: Desk) -> None:
    answer = call(desk, desk.cast.tine, "POST", "/editorial/rota", {"week_on": "2026-11-18", "person": desk.cast.lone.public_id})
    assert answer.status_code == 200 and answer.json["weeks"][0] == {
        "week_on": MONDAY,
        "name": "Lone Bitsch",
        "person": desk.cast.lone.public_id,
    }
    assert len(call(desk, desk.cast.lone, "GET", "/editorial/rota").json["weeks"]) == 8
    assert call(desk, desk.cast.tine, "POST", "/editorial/rota", {"week_on": MONDAY, "person": "nobody"}).status_code == 404
    assert (
        call(desk, desk.cast.tine, "POST", "/editorial/rota", {"week_on": MONDAY, "person": desk.cast.camilla.public_id}).status_code == 422
    )
    assert call(desk, desk.cast.tine, "POST", "/editorial/rota", {"week_on": "2026-11-02", "person": None}).status_code == 409
    assert call(desk, desk.cast.tine, "POST", "/editorial/rota", {"week_on": MONDAY, "person": None}).json["weeks"][0]["person"] is None


def test_a_finding_is_answered(desk: Desk) -> None:
    """Attack row M24."""
    name = desk.write(desk.cast.lone, body_en="Order 010190-1234 has arrived.")
    assert "body_en" in call(desk, desk.cast.lone, "POST", f"/stories/{name}/submit").json["problems"]
    assert call(desk, desk.cast.lone, "POST", f"/stories/{name}/reason", {"reason": "An order number"}).status_code == 204
    assert call(desk, desk.cast.lone, "POST", f"/stories/{name}/submit").status_code == 200


@pytest.mark.parametrize("path", ["/editorial/inbox", "/editorial/reviews", "/editorial/rota"])
def test_only_editors_with_the_right_scope(desk: Desk, path: str) -> None:
    """Attack row W08."""
    assert call(desk, desk.cast.camilla, "GET", path).status_code == 403
    assert call(desk, desk.cast.tine, "GET", path, scopes=("stories:write",)).status_code == 403
    assert desk.app.test_client().get(f"/api/v1{path}").status_code == 401
