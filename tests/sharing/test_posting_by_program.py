"""Posting and planning for a program with the person's token: the same gate, a right of its own, and no answer with the words in it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.once import RequestKey
from advocacy.sharing.models import PlannedShare, PlanStatus
from tests.people import Cast
from tests.sharing.posting_stage import SECRET_PART, WORDS, Desk, whole_database
from tests.sharing.stage import token_for
from tests.sharing.test_sharing_through_the_api import Program


@pytest.fixture
def program(app: Flask, cast: Cast, desk: Desk) -> Program:
    return Program(app.test_client(), token_for(app, cast.camilla, "shares:write", "shares:post"))


def _sent(desk: Desk, **changes: Any) -> dict[str, Any]:
    return {"story": desk.scene.story, "network": "mastodon", "language": "da", "text": WORDS, **changes}


def _plan(desk: Desk, **changes: Any) -> dict[str, Any]:
    due_at = (clock.now() + timedelta(hours=5)).isoformat()
    return _sent(desk, way="post", due_at=due_at, **changes)


def test_a_program_posts_and_reads_what_came_of_it(desk: Desk, program: Program, app: Flask) -> None:
    status, share = program.post("/shares/posts", _sent(desk), Idempotency_Key="k")
    assert status == 201 and share["posting"]["status"] == "waiting"
    desk.work()
    desk.go_on(minutes=10)
    desk.work()
    _status, listed = program.get("/shares")
    [found] = listed["shares"]
    assert (found["rung"], found["reason"], found["posting"]["status"]) == ("confirmed", "seen", "posted")
    assert len(desk.network.messages) == 1
    assert SECRET_PART not in str(share) + str(listed)
    with app.app_context():
        assert db.session.scalars(select(RequestKey.answer)).all() == [None]
    assert SECRET_PART not in whole_database(app)


def test_the_same_key_posts_once(desk: Desk, program: Program) -> None:
    assert program.post("/shares/posts", _sent(desk), Idempotency_Key="k")[0] == 201
    assert program.post("/shares/posts", _sent(desk), Idempotency_Key="k")[0] == 409
    desk.work()
    assert len(desk.network.messages) == 1


def test_posting_is_a_right_of_its_own(app: Flask, cast: Cast, desk: Desk) -> None:
    program = Program(app.test_client(), token_for(app, cast.camilla, "shares:write"))
    assert program.post("/shares/posts", _sent(desk))[0] == 403
    assert program.post("/planned-shares", _plan(desk))[0] == 403


def test_without_an_account_there_is_nothing_to_post_through(desk: Desk, program: Program) -> None:
    assert program.post("/shares/posts", _sent(desk, network="bluesky"))[0] == 409
    assert program.post("/shares/posts", _sent(desk, text="x" * 600))[0] == 422


def test_a_program_plans_moves_lists_and_cancels(desk: Desk, program: Program, app: Flask) -> None:
    status, plan = program.post("/planned-shares", _plan(desk), Idempotency_Key="p")
    assert (status, plan["status"], plan["held_for"]) == (201, "waiting", None)
    later = (clock.now() + timedelta(days=2)).isoformat()
    assert program.post(f"/planned-shares/{plan['id']}/move", {"due_at": later})[0] == 200
    _status, listed = program.get("/planned-shares")
    assert [each["id"] for each in listed["plans"]] == [plan["id"]]
    assert SECRET_PART not in str(plan) + str(listed) + whole_database(app)
    assert program.post(f"/planned-shares/{plan['id']}/cancel")[1]["status"] == "cancelled"
    assert program.get("/planned-shares")[1]["plans"] == []
    with app.app_context():
        assert db.session.scalars(select(PlannedShare)).one().status is PlanStatus.CANCELLED


@pytest.mark.parametrize("due_at", ["2020-01-01T10:00:00Z", "2026-12-01T10:00:00", "soon"])
def test_a_moment_that_cannot_be_is_refused(desk: Desk, program: Program, due_at: str) -> None:
    assert program.post("/planned-shares", _plan(desk) | {"due_at": due_at})[0] == 422
    assert program.post("/planned-shares", _plan(desk) | {"way": "shout"})[0] == 422


def test_a_plan_of_somebody_else_is_none(desk: Desk, program: Program, app: Flask, cast: Cast) -> None:
    _status, plan = program.post("/planned-shares", _plan(desk))
    other = Program(app.test_client(), token_for(app, cast.birgitte, "shares:write", "shares:post"))
    assert other.post(f"/planned-shares/{plan['id']}/cancel")[0] == 404
    assert other.get("/planned-shares")[1]["plans"] == []
