"""Tips through the API: a program acts for its token's own person."""

from __future__ import annotations

import pytest

from tests.tips.conftest import WORDS, Board

PATH = "/api/v1/tips"


def test_leaving_and_listing_ones_own(board: Board) -> None:
    client, headers = board.app.test_client(), board.token(board.cast.camilla)
    left = client.post(PATH, json={"words": WORDS, "wants_credit": True}, headers=headers)
    assert left.status_code == 201
    assert left.json is not None
    assert left.json.keys() == {"id", "status", "given_at", "answer_due_on", "is_overdue", "working_days_left", "answered_at", "story"}
    assert left.json["working_days_left"] == 5
    mine = client.get(PATH, headers=headers).json
    assert [(each["id"], each["words"], each["wants_credit"]) for each in mine["tips"]] == [(left.json["id"], WORDS, True)]  # type: ignore[index]
    assert client.get(PATH, headers=board.token(board.cast.jonas)).json["tips"] == []  # type: ignore[index]


def test_a_retry_is_one_tip(board: Board) -> None:
    """The same Idempotency-Key (attack row W13)."""
    headers = {**board.token(board.cast.camilla), "Idempotency-Key": "lunch"}
    first, second = (board.app.test_client().post(PATH, json={"words": WORDS}, headers=headers) for _press in range(2))
    assert first.json == second.json
    assert board.count() == 1


def test_the_board_lists_answers_and_drafts(board: Board) -> None:
    client, headers = board.app.test_client(), board.token(board.cast.lone)
    taken, declined, drafted = (board.leave(board.cast.camilla) for _each in range(3))
    listed = client.get(f"{PATH}/desk", headers=headers).json
    assert [each["id"] for each in listed["tips"]] == [taken, declined, drafted]  # type: ignore[index]
    assert all(each["giver"] is None and each["unit"] == "Hjemmeplejen Nord" for each in listed["tips"])  # type: ignore[index]
    assert client.post(f"{PATH}/{taken}/answer", json={"deed": "take"}, headers=headers).json["status"] == "taken"  # type: ignore[index]
    assert client.post(f"{PATH}/{declined}/answer", json={"deed": "decline"}, headers=headers).status_code == 422
    answered = client.post(f"{PATH}/{declined}/answer", json={"deed": "decline", "reason": "Thank you!"}, headers=headers)
    assert answered.json["status"] == "declined"  # type: ignore[index]
    draft = client.post(f"{PATH}/{drafted}/draft", json={"programme": board.programme}, headers=headers)
    assert (draft.status_code, draft.json["story"]) == (201, board.tip(drafted).story.public_id)  # type: ignore[index, union-attr]
    assert client.post(f"{PATH}/{drafted}/answer", json={"deed": "take"}, headers=headers).status_code == 409


@pytest.mark.parametrize("who", ["camilla", "birgitte", "josefine", "anders"])
def test_the_desk_is_for_editors(board: Board, who: str) -> None:
    tip, headers = board.leave(board.cast.jonas), board.token(getattr(board.cast, who))
    client = board.app.test_client()
    assert client.get(f"{PATH}/desk", headers=headers).status_code == 403
    assert client.post(f"{PATH}/{tip}/answer", json={"deed": "take"}, headers=headers).status_code == 403


def test_a_token_does_what_it_was_issued_for(board: Board) -> None:
    """Attack row W08."""
    client = board.app.test_client()
    assert client.post(PATH, json={"words": WORDS}, headers=board.token(board.cast.camilla, "tips:read")).status_code == 403
    assert client.get(PATH, headers=board.token(board.cast.camilla, "tips:write")).status_code == 403
    assert client.get(PATH).status_code == 401


@pytest.mark.parametrize(
    "body", [{}, {"words": "ab"}, {"words": "å" * 2001}, {"words": WORDS, "given_by": "x"}, {"words": "a\x00bcd"}, {"words": 7}]
)
def test_what_cannot_be_used_is_named(board: Board, body: dict[str, object]) -> None:
    assert board.app.test_client().post(PATH, json=body, headers=board.token(board.cast.camilla)).status_code == 422
