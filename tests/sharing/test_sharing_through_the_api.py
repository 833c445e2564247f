"""The same press, the same gate and the same own shares, for a program with the person's token."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from advocacy.foundation.database import db
from advocacy.networks.catalogue.listing import all_networks
from advocacy.networks.models import SharingChoice
from tests.factories.sharing import make_share, make_visit
from tests.people import Cast
from tests.sharing.scene import Scene
from tests.sharing.stage import follow, shares, token_for

SUGGESTION = "Natten er stille. Jeg arbejder i Bredfjord Kommune."


class Program:
    """A program with somebody's token."""

    def __init__(self, client: FlaskClient, headers: dict[str, str]) -> None:
        self.client, self.headers = client, headers

    def post(self, path: str, sent: object = None, **headers: str) -> tuple[int, Any]:
        named = self.headers | {name.replace("_", "-"): value for name, value in headers.items()}
        answer = self.client.post(f"/api/v1{path}", headers=named, **({} if sent is None else {"json": sent}))
        return answer.status_code, answer.json

    def get(self, path: str) -> tuple[int, Any]:
        answer = self.client.get(f"/api/v1{path}", headers=self.headers)
        return answer.status_code, answer.json


@pytest.fixture
def program(app: Flask, cast: Cast, scene: Scene) -> Program:
    return Program(app.test_client(), token_for(app, cast.camilla, "shares:write"))


def sent(scene: Scene, network: str = "linkedin", **more: object) -> dict[str, object]:
    return {"story": scene.story, "network": network, "language": "da", **more}


def test_a_press_gives_a_link_and_what_opens_the_network(app: Flask, program: Program, scene: Scene) -> None:
    status, made = program.post("/shares", sent(scene, "x"))
    assert status == 201
    share = shares(app)[0]
    assert (made["id"], made["link"], made["suggestion"]) == (share.public_id, f"http://127.0.0.1:8000/r/{share.code}", SUGGESTION)
    assert parse_qs(urlsplit(made["address"]).query) == {"text": [SUGGESTION], "url": [made["link"]]}
    assert follow(app.test_client(), share.code).status_code == 302


@pytest.mark.parametrize("each", all_networks(), ids=lambda each: each.kind.value)
def test_every_network_can_be_pressed(program: Program, scene: Scene, each: Any) -> None:
    status, made = program.post("/shares", sent(scene, each.kind.value))
    assert status == 201
    assert (made["address"] is None) is (each.kind in {"copy", "device", "instagram"})


def test_ones_own_words_go_into_the_address_alone(program: Program, scene: Scene) -> None:
    _status, made = program.post("/shares", sent(scene, "bluesky", text="Mine egne ord."))
    assert parse_qs(urlsplit(made["address"]).query)["text"] == [f"Mine egne ord.\n\n{made['link']}"]
    assert made["suggestion"] == SUGGESTION


def test_ones_own_mastodon_server_is_opened(app: Flask, cast: Cast, program: Program, scene: Scene) -> None:
    with app.app_context():
        db.session.add(SharingChoice(person_id=cast.camilla.id, mastodon_host="social.example.dk"))
        db.session.commit()
    _status, made = program.post("/shares", sent(scene, "mastodon"))
    assert made["address"].startswith("https://social.example.dk/share?text=")


def test_a_repeated_call_is_one_share(app: Flask, program: Program, scene: Scene) -> None:
    first = program.post("/shares", sent(scene), Idempotency_Key="k1")
    again = program.post("/shares", sent(scene), Idempotency_Key="k1")
    assert first == again
    assert len(shares(app)) == 1
    assert program.post("/shares", sent(scene), Idempotency_Key="k2")[1]["link"] != first[1]["link"]


@pytest.mark.parametrize("changes", [
    {"network": "myspace"}, {"language": "de"}, {"story": 1}, {"code": "mine"}, {"text": "x" * 20_001}, {"confirmed_at": "2020-01-01"},
])
def test_what_does_not_fit_is_refused(app: Flask, program: Program, scene: Scene, changes: dict[str, object]) -> None:
    """Attack row Z08."""
    assert program.post("/shares", {**sent(scene), **changes})[0] == 422
    assert shares(app) == []


def test_a_story_that_is_not_there_is_404(program: Program, scene: Scene) -> None:
    assert program.post("/shares", {**sent(scene), "story": "nothing"})[0] == 404


def test_a_token_needs_the_right(app: Flask, cast: Cast, scene: Scene) -> None:
    other = Program(app.test_client(), token_for(app, cast.camilla, "stories:read"))
    assert other.post("/shares", sent(scene))[0] == 403
    assert Program(app.test_client(), {}).post("/shares", sent(scene))[0] == 401


def test_confirming_and_taking_back(app: Flask, program: Program, scene: Scene) -> None:
    name = program.post("/shares", sent(scene, "bluesky"))[1]["id"]
    status, share = program.post(f"/shares/{name}/confirm", {"post_address": "https://bsky.app/profile/camilla.example/post/3kabc?ref=x"})
    assert status == 200
    assert (share["rung"], share["post_address"]) == ("declared", "https://bsky.app/profile/camilla.example/post/3kabc")
    assert share["is_visible_to_leaders"] is True
    assert program.post(f"/shares/{name}/confirm", {"let_leaders_see": False})[1]["is_visible_to_leaders"] is False
    assert program.post(f"/shares/{name}/confirm", {"post_address": "javascript:alert(1)"})[0] == 422
    status, gone = program.post(f"/shares/{name}/withdraw")
    assert status == 200
    assert gone["withdrawn_at"] is not None
    assert program.post(f"/shares/{name}/withdraw")[0] == 200
    assert program.post(f"/shares/{name}/confirm", {})[0] == 409
    assert follow(app.test_client(), shares(app)[0].code).status_code == 410


def test_ones_own_shares_with_what_came_of_them(app: Flask, cast: Cast, program: Program, scene: Scene) -> None:
    with app.app_context():
        make_visit(make_share(cast.camilla, scene.found_story()))
        make_share(cast.jonas, scene.found_story())
        make_share(cast.camilla, scene.found_story(), is_confirmed=False)
        db.session.commit()
    status, listed = program.get("/shares")
    assert status == 200
    assert [(share["rung"], share["visits_by_people"]) for share in listed["shares"]] == [("pressed", 0), ("declared", 1)]
    assert (listed["page"], listed["page_count"]) == (1, 1)
    assert program.get("/shares?page=2")[1]["shares"] == []
    assert program.get("/shares?page=0")[0] == 422


def test_other_peoples_shares_are_not_there(app: Flask, cast: Cast, scene: Scene, program: Program) -> None:
    """Compliance P26."""
    with app.app_context():
        name = make_share(cast.jonas, scene.found_story(), is_confirmed=False).public_id
        db.session.commit()
    for path in ("confirm", "withdraw"):
        assert program.post(f"/shares/{name}/{path}", {} if path == "confirm" else None)[0] == 404
