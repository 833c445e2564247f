"""Stories through the JSON API: the same services, the same rules, in the words of a program."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from advocacy.accounts import services as accounts
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.people.models import Person
from tests.factories.consents import nobody_in
from tests.factories.pictures import make_picture
from tests.stories.stage import Desk

BOTH = ("stories:read", "stories:write")


class Program:
    """A program that acts for somebody with a real token."""

    def __init__(self, app: Flask, person: Person, *scopes: str) -> None:
        self.client = app.test_client()
        with app.app_context():
            secret = accounts.issue_token(db.session.get_one(Person, person.id), "test", list(scopes or BOTH))
            db.session.commit()
        self.headers = {"Authorization": f"Bearer {secret}"}

    def get(self, path: str = "") -> TestResponse:
        return self.client.get(f"/api/v1/stories{path}", headers=self.headers)

    def post(self, path: str = "", sent: Any = None, **headers: str) -> TestResponse:
        return self.client.post(f"/api/v1/stories{path}", headers={**self.headers, **headers}, **({} if sent is None else {"json": sent}))


@pytest.fixture
def lone(desk: Desk) -> Program:
    return Program(desk.app, desk.cast.lone)


@pytest.fixture
def tine(desk: Desk) -> Program:
    return Program(desk.app, desk.cast.tine)


def story(desk: Desk, **changes: Any) -> dict[str, Any]:
    return {
        "programme": desk.programme,
        "kind": "results",
        "title": {"da": "Natten", "en": "The night"},
        "gain": {"da": "Indsigt", "en": "Insight"},
        "body": {"da": "Kl. 3.", "en": "At 3."},
        "address": "https://bredfjord.example/h/01",
        "purpose": desk.purpose,
        "topic": desk.topics[0],
        "audience": desk.audience,
        "picture_choice": "none",
        "expires_on": (clock.today() + timedelta(days=30)).isoformat(),
        "captions": [
            {"network": "linkedin", "language": language, "text": f"{words} Bredfjord."}
            for language, words in (("da", "Stille i"), ("en", "Quiet in"))
        ],
        **changes,
    }


def test_a_story_goes_all_the_way_to_the_library(desk: Desk, lone: Program, tine: Program) -> None:
    created = lone.post("", story(desk))
    assert created.status_code == 201, created.json
    name, missing = created.json["id"], created.json["missing"]
    assert (created.json["status"], missing) == ("draft", {})
    assert lone.post(f"/{name}/submit").json["status"] == "in_review"
    assert [each["id"] for each in tine.get("?status=review").json["stories"]] == [name]
    approved = tine.post(f"/{name}/approve", {"edit_count": created.json["edit_count"]})
    assert (approved.json["status"], approved.json["is_in_library"]) == ("approved", True)
    reader = Program(desk.app, desk.cast.camilla, "stories:read")
    listed = reader.get().json
    assert ([each["id"] for each in listed["stories"]], listed["total"], listed["page_count"]) == ([name], 1, 1)
    read = reader.get(f"/{name}").json
    assert read["body"] == {"da": "Kl. 3.", "en": "At 3."}
    assert (read["missing"], read["notes"]) == (None, None)
    assert desk.deeds(name) == ["created", "submitted", "approved"]


def test_what_is_missing_is_named_by_field(desk: Desk, lone: Program) -> None:
    created = lone.post("", {"programme": desk.programme, "title": {"en": "Only this"}}).json
    refused = lone.post(f"/{created['id']}/submit")
    assert refused.status_code == 422
    assert (
        set(refused.json["problems"])
        == set(created["missing"])
        >= {"gain_en", "body_en", "purpose", "topic", "audience", "address", "picture_choice", "expires_on"}
    )


def test_a_change_after_the_approval_begins_a_new_version(desk: Desk, lone: Program, tine: Program) -> None:
    name = desk.published()
    read = lone.get(f"/{name}").json
    changed = lone.post(f"/{name}", {"version": read["version"], "edit_count": read["edit_count"], "title": {"en": "New", "da": "Ny"}}).json
    assert (changed["number"], changed["status"], changed["body"]) == (2, "draft", read["body"])
    assert len(changed["captions"]) == len(read["captions"])
    stale = tine.post(f"/{name}", {"version": read["version"], "edit_count": read["edit_count"], "title": {"en": "Mine"}})
    assert stale.status_code == 409
    assert Program(desk.app, desk.cast.camilla).get(f"/{name}").json["number"] == 1


def test_nobody_approves_their_own_by_program_either(desk: Desk, lone: Program, tine: Program) -> None:
    """Attack row Z11."""
    name = lone.post("", story(desk)).json["id"]
    lone.post(f"/{name}/submit")
    assert lone.post(f"/{name}/approve", {"edit_count": 1}).status_code == 403
    assert tine.post(f"/{name}/approve", {"edit_count": 99}).status_code == 409
    back = tine.post(f"/{name}/send-back", {"edit_count": 1, "note": "Begin with Hanne."}).json
    assert (back["status"], back["notes"][0]["note"], back["notes"][0]["by"]) == ("draft", "Begin with Hanne.", "Tine Vestergren")
    assert [each["id"] for each in lone.get("?status=sent-back").json["stories"]] == [name]


def test_flags_topics_moments_and_several_wordings_by_program(desk: Desk, lone: Program, tine: Program) -> None:
    moment = (clock.now() + timedelta(days=1)).replace(microsecond=0)
    sent = story(
        desk,
        further_topics=[desk.topics[1]],
        units=[desk.cast.welfare.public_id],
        roles=["leader"],
        visible_from=moment.isoformat(),
        is_political=True,
        is_ai_used=True,
        ai_editor=desk.cast.tine.public_id,
        licence="cc_by",
        credit="Photo: Emil Rask",
    )
    sent["captions"] = [*sent["captions"], {"network": "linkedin", "language": "en", "text": "Another one. I work for Bredfjord."}]
    created = lone.post("", sent).json
    assert created["further_topics"] == [desk.topics[1]]
    assert (created["units"], created["roles"]) == ([desk.cast.welfare.public_id], ["leader"])
    assert (created["licence"], created["credit"], created["ai_editor"]) == ("cc_by", "Photo: Emil Rask", desk.cast.tine.public_id)
    assert len([each for each in created["captions"] if (each["network"], each["language"]) == ("linkedin", "en")]) == 2
    assert created["missing"] == {}
    name = created["id"]
    lone.post(f"/{name}/submit")
    assert tine.post(f"/{name}/approve", {"edit_count": 1}).status_code == 422
    approved = tine.post(f"/{name}/approve", {"edit_count": 1, "accepts_politics": True}).json
    assert (approved["status"], approved["is_in_library"]) == ("approved", False)
    changed = lone.post(f"/{name}", {"version": created["version"], "edit_count": 1, "visible_from": None, "is_political": False}).json
    assert (changed["number"], changed["visible_from"], changed["is_political"], changed["is_ai_used"]) == (2, None, False, True)


def test_pausing_resuming_and_restoring_by_program(desk: Desk, lone: Program) -> None:
    name = desk.published()
    paused = lone.post(f"/{name}/pause", {"reason": "A colleague asked for it"}).json
    assert (paused["is_in_library"], paused["paused_at"] is not None) == (False, True)
    assert lone.post(f"/{name}/pause", {"reason": ""}).status_code in {409, 422}
    assert lone.post(f"/{name}/resume").json["is_in_library"] is True
    lone.post(f"/{name}/retire")
    assert lone.post(f"/{name}/restore", {}).json["status"] == "draft"
    assert lone.post(f"/{name}/restore", {"number": 1}).json["number"] == 3
    assert lone.post(f"/{name}/restore", {"number": 9}).status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        {"visible_from": "2027-01-01T10:00:00"},  # A moment without its zone is none.
        {"roles": ["king"]},
        {"licence": "mine"},
        {"further_topics": ["a", "b", "c"]},
        {"is_political": "yes"},
        {"ai_editor": "AAAAAAAAAAAAAAAA", "is_ai_used": True},
        {"units": ["AAAAAAAAAAAAAAAA"]},
    ],
)
def test_what_is_sent_wrong_is_refused(desk: Desk, lone: Program, sent: dict[str, Any]) -> None:
    assert lone.post("", story(desk, **sent)).status_code == 422


def test_taking_out_by_program(desk: Desk, lone: Program) -> None:
    name = desk.published()
    assert lone.post(f"/{name}/retire").json["is_in_library"] is False
    assert lone.post(f"/{name}/retire").status_code == 409
    assert Program(desk.app, desk.cast.camilla).get(f"/{name}").status_code == 404


def test_a_picture_that_is_there_can_be_named(desk: Desk, lone: Program) -> None:
    with desk.app.app_context():
        picture = nobody_in(make_picture(desk.cast), desk.cast).public_id
        db.session.commit()
    created = lone.post("", story(desk, picture_choice="described", picture=picture, alt={"da": "To cykler", "en": "Two bicycles"})).json
    assert created["picture"]["id"] == picture
    assert created["picture"]["card"].endswith(f"/files/pictures/{picture}/card")
    assert created["missing"] == {}
    assert lone.post("", story(desk, picture_choice="decorative", picture="AAAA")).status_code == 422


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"title": {"en": "a" * 201}}, "title.en"),
        ({"title": {"en": "x\x00"}}, "title.en"),
        ({"title": {"fr": "x"}}, "title.fr"),
        ({"title": "x"}, "title"),
        ({"kind": "gossip"}, "kind"),
        ({"expires_on": "soon"}, "expires_on"),
        ({"address": "javascript:alert(1)"}, "address"),
        ({"topic": "AAAA"}, "topic"),
        ({"captions": [{"network": "myspace", "language": "da", "text": "x"}]}, "captions.0.network"),
        ({"picture_choice": "maybe"}, "picture_choice"),
        ({"author": "somebody"}, "author"),
        ({"status": "approved"}, "status"),
        ({"published_at": "2026-01-01T00:00:00Z"}, "published_at"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_field(desk: Desk, lone: Program, changes: dict[str, Any], place: str) -> None:
    """Attack rows J03 and Z08: nothing beyond the named fields is taken."""
    refused = lone.post("", story(desk, **changes))
    assert refused.status_code == 422
    assert place in refused.json["problems"], refused.json


def test_lone_surrogates_are_refused(desk: Desk, lone: Program) -> None:
    """Attack row U06."""
    raw = f'{{"programme": "{desk.programme}", "title": {{"en": "\\ud800"}}}}'
    answer = lone.client.post("/api/v1/stories", headers={**lone.headers, "Content-Type": "application/json"}, data=raw)
    assert answer.status_code in {400, 422}


def test_a_repeated_call_makes_one_story(desk: Desk, lone: Program) -> None:
    first, second = (lone.post("", story(desk), **{"Idempotency-Key": "one"}) for _time in range(2))
    assert first.json["id"] == second.json["id"]


def test_a_token_does_no_more_than_its_rights_and_its_person(desk: Desk) -> None:
    reading = Program(desk.app, desk.cast.lone, "stories:read")
    name = desk.published()
    assert reading.post("", story(desk)).status_code == 403
    assert reading.post(f"/{name}/retire").status_code == 403
    assert Program(desk.app, desk.cast.lone, "stories:write").get(f"/{name}").status_code == 403
    for who in ("birgitte", "anders", "camilla"):
        program = Program(desk.app, getattr(desk.cast, who))
        assert program.post("", story(desk)).status_code == 403
        assert program.get("?status=drafts").status_code == 403
    assert desk.app.test_client().get("/api/v1/stories").status_code == 401


def test_the_list_has_pages_and_filters(desk: Desk) -> None:
    for n in range(21):
        desk.published(title=f"Story {n}")
    program = Program(desk.app, desk.cast.camilla)
    assert [len(program.get(f"?page={page}").json["stories"]) for page in (1, 2)] == [20, 1]
    assert program.get("?page=3").status_code == 404
    assert program.get(f"?topic={desk.topics[1]}").json["total"] == 0
    assert program.get(f"?programme={desk.programme}&topic={desk.topics[0]}").json["total"] == 21
    assert program.get("?topic=AAAA").status_code == 404
    assert program.get("?status=rubbish").status_code == 422
