"""The same steps through the API: begun, prepared, launched, joined and left by programs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.programmes.models import Enrolment, Programme
from advocacy.programmes.queries import readiness_of
from advocacy.programmes.services import load_standard_guideline
from tests.people import Cast
from tests.programmes.conftest import Reader
from tests.programmes.programs import Program


def both(words: str) -> dict[str, str]:
    return {"da": f"{words} (da)", "en": words}


def preparation(cast: Cast) -> dict[str, Any]:
    today = clock.today()
    return {
        "owner": cast.lone.email,
        "sparring_partner": cast.emil.public_id,
        "purposes": [both("More colleagues")],
        "topics": [both(word) for word in ("Care", "Nature", "Schools")],
        "audiences": [both("Citizens")],
        "networks": [{"network": "linkedin", "purpose": both("The profession")}, {"network": "facebook", "purpose": both("The local")}],
        "awareness_plan": both("Posters"),
        "kick_off": both("Now we begin"),
        "mandate": {"text": both("Agreed"), "agreed_on": today.isoformat(), "review_on": (today + timedelta(days=200)).isoformat()},
    }


def test_a_programme_from_its_beginning_to_its_launch(app: Flask, cast: Cast) -> None:
    birgitte = Program(app, cast.birgitte)
    made = birgitte.post("/programmes", {"name": both("We are Bredfjord")})
    assert made.status_code == 201
    name, told = made.json["id"], made.json
    assert told["status"] == "in_preparation"
    assert told["initiator"] == {"name": "Birgitte Holmgaard", "title": "Kommunaldirektør"}
    assert [step["key"] for step in told["readiness"]["steps"] if step["is_done"]] == ["units"]
    refused = birgitte.post(f"/programmes/{name}/launch")
    assert refused.status_code == 409
    assert set(refused.json["problems"]) == {
        "owner",
        "purposes",
        "topics",
        "audiences",
        "networks",
        "awareness",
        "mandate",
        "sparring_partner",
        "guideline",
        "kick_off",
    }
    prepared = birgitte.post(f"/programmes/{name}/prepare", preparation(cast))
    assert prepared.status_code == 200, prepared.text
    assert [step["key"] for step in prepared.json["readiness"]["steps"] if not step["is_done"]] == ["guideline"]
    adopted = birgitte.post(f"/programmes/{name}/guideline", {})
    assert (adopted.status_code, adopted.json["number"], len(adopted.json["lines"])) == (201, 1, 10)
    launched = birgitte.post(f"/programmes/{name}/launch")
    assert (launched.status_code, launched.json["invited"]) == (200, 10)
    assert launched.json["programme"]["launched"]["by_title"] == "Kommunaldirektør"
    assert birgitte.post(f"/programmes/{name}/launch").status_code == 409
    assert [each["id"] for each in Program(app, cast.camilla).get("/programmes").json["programmes"]] == [name]


def test_joining_pausing_and_stopping(app: Flask, cast: Cast, launched: str) -> None:
    camilla = Program(app, cast.camilla)
    guideline = camilla.get(f"/programmes/{launched}/guideline").json
    assert guideline["lines"][0]["heading"]["da"] == "Du bestemmer selv"
    outdated = camilla.post(f"/programmes/{launched}/join", {"guideline": "another-version"})
    assert outdated.status_code == 409
    assert camilla.post(f"/programmes/{launched}/join", {"guideline": ""}).status_code == 422
    for _ in range(2):
        joined = camilla.post(f"/programmes/{launched}/join", {"guideline": guideline["id"]})
        assert joined.status_code == 200
        assert joined.json["mine"]["is_enrolled"] is True
        assert joined.json["mine"]["has_accepted_guideline"] is True
    assert camilla.post(f"/programmes/{launched}/pause").json["mine"]["is_paused"] is True
    assert camilla.post(f"/programmes/{launched}/resume").json["mine"]["is_paused"] is False
    for _ in range(2):
        assert camilla.post(f"/programmes/{launched}/stop").json["mine"]["is_enrolled"] is False
    with app.app_context():
        assert db.session.scalars(select(Enrolment)).one().stopped_at is not None


def test_a_token_without_the_right_does_nothing(app: Flask, cast: Cast, launched: str) -> None:
    """Attack row Z19."""
    program = Program(app, cast.birgitte, "stories:read")
    assert program.get("/programmes").status_code == 403
    assert program.post("/programmes", {"name": both("X")}).status_code == 403
    assert program.post(f"/programmes/{launched}/stop").status_code == 403


def test_who_may_is_the_same_as_on_the_pages(app: Flask, cast: Cast, ready: str, launched: str) -> None:
    """Attack row Z01."""
    for person in (cast.lone, cast.anders, cast.tine, cast.josefine, cast.henrik, cast.camilla):
        assert Program(app, person).post(f"/programmes/{ready}/launch").status_code == 403
    for person in (cast.lone, cast.tine, cast.josefine, cast.henrik, cast.camilla):
        assert Program(app, person).post("/programmes", {"name": both("X")}).status_code == 403
    for person in (cast.tine, cast.josefine, cast.henrik, cast.camilla):
        program = Program(app, person)
        assert program.get(f"/programmes/{ready}").status_code == 404
        assert program.post(f"/programmes/{ready}/prepare", {"kick_off": both("Mine")}).status_code == 404
        assert program.post(f"/programmes/{launched}/prepare", {"awareness_plan": both("Mine")}).status_code == 403
        assert program.post(f"/programmes/{launched}/guideline", {}).status_code == 403
        assert program.get(f"/programmes/{launched}").json["readiness"] is None
    assert Program(app, cast.anders).post(f"/programmes/{launched}/guideline", {}).status_code == 403
    assert app.test_client().get("/api/v1/programmes").status_code == 401


def test_either_all_that_was_sent_is_kept_or_nothing(app: Flask, cast: Cast, begun: str, found: Reader) -> None:
    sent = {**preparation(cast), "topics": [both(str(n)) for n in range(30)]}
    answer = Program(app, cast.birgitte).post(f"/programmes/{begun}/prepare", sent)
    assert answer.status_code == 422
    assert set(answer.json["problems"]) == {"topics"}
    with app.app_context():
        programme = found(begun)
        assert (programme.owner_id, programme.purposes, programme.kick_off) == (None, [], {})
        assert len(readiness_of(programme).missing_steps) == 10


def test_sending_the_same_lists_again_keeps_their_rows(app: Flask, cast: Cast, begun: str) -> None:
    program = Program(app, cast.birgitte)
    first = program.post(f"/programmes/{begun}/prepare", preparation(cast)).json
    second = program.post(f"/programmes/{begun}/prepare", preparation(cast)).json
    for part in ("purposes", "topics", "audiences"):
        assert first[part] == second[part]
    renamed = program.post(f"/programmes/{begun}/prepare", {"topics": [{**first["topics"][1], "en": "Nature and climate"}]}).json
    assert renamed["topics"] == [{**first["topics"][1], "en": "Nature and climate"}]


def test_own_words_for_the_guideline(app: Flask, cast: Cast, begun: str) -> None:
    text = load_standard_guideline()
    sent = {
        "summary": both("Short"),
        "lines": text["lines"][:3],
        "backing": text["backing"],
        "what_it_is": text["is"],
        "what_it_is_not": text["is_not"],
    }
    program = Program(app, cast.birgitte)
    answer = program.post(f"/programmes/{begun}/guideline", {"text": sent})
    assert (answer.status_code, answer.json["number"], answer.json["summary"]) == (201, 1, both("Short"))
    assert program.post(f"/programmes/{begun}/guideline", {"text": sent}).status_code == 409
    assert program.post(f"/programmes/{begun}/guideline", {}).json["number"] == 2
    empty = {**sent, "lines": []}
    assert program.post(f"/programmes/{begun}/guideline", {"text": empty}).json["problems"] == {"lines": "Write at least one."}


def test_a_key_sent_twice_makes_one_programme(app: Flask, cast: Cast) -> None:
    program = Program(app, cast.birgitte)
    program.headers["Idempotency-Key"] = "one"
    first, second = (program.post("/programmes", {"name": both("Once")}) for _ in range(2))
    assert first.json["id"] == second.json["id"]
    with app.app_context():
        db.session.scalars(select(Programme)).one()
