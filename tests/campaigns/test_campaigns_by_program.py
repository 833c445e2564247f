"""The same campaigns through the JSON API: prepared, kicked off, followed, reported to and ended with a person's token."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from advocacy.accounts.queries import actor_for
from advocacy.accounts.services import issue_token
from advocacy.campaigns.queries import get_campaign
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.people.models import Person
from tests.campaigns.conftest import colleagues
from tests.factories.programmes import make_programme
from tests.factories.sharing import make_share
from tests.factories.stories import make_story
from tests.people import Cast

BOTH = ("campaigns:read", "campaigns:write")


def headers(app: Flask, person: Person, *scopes: str) -> dict[str, str]:
    """What a program sends along."""
    with app.app_context():
        secret = issue_token(actor_for(db.session.get_one(Person, person.id)).person, "A program", scopes or BOTH)
        db.session.commit()
    return {"Authorization": f"Bearer {secret}"}


def test_a_campaign_from_beginning_to_end(app: Flask, cast: Cast, client: FlaskClient) -> None:
    with app.app_context():
        programme = make_programme(cast)
        story = make_story(cast, programme).public_id
        name, purpose = programme.public_id, programme.purposes[0].public_id
        db.session.commit()
    owner, director, hr = (headers(app, person) for person in (cast.lone, cast.birgitte, cast.josefine))
    sent: dict[str, Any] = {"programme": name, "name": {"da": "Fra elev til fast", "en": "From trainee to colleague"}, "stories": [story]}
    made = client.post("/api/v1/campaigns", json=sent, headers=owner)
    assert made.status_code == 201
    here = f"/api/v1/campaigns/{made.json['id']}"
    assert [step["key"] for step in made.json["missing"]] == ["purpose", "days", "goal", "message"]

    refused = client.post(f"{here}/kick-off", json={}, headers=director)
    assert refused.status_code == 409
    assert set(refused.json["problems"]) == {"purpose", "days", "goal", "message"}
    plan = {
        "purpose": purpose,
        "starts_on": clock.today().isoformat(),
        "ends_on": (clock.today() + timedelta(days=9)).isoformat(),
        "goal": {"kind": "applications", "number": 20},
        "message": {"da": "Kære alle", "en": "Dear all"},
    }
    ready = client.post(f"{here}/prepare", json=plan, headers=owner)
    assert ready.json["missing"] == []
    assert ready.json["name"]["en"] == "From trainee to colleague"
    assert client.post(f"{here}/kick-off", json={}, headers=owner).status_code == 403
    begun = client.post(f"{here}/kick-off", json={}, headers=director)
    assert (begun.status_code, begun.json["status"]) == (200, "running")
    assert begun.json["kicked_off"]["by_name"] == "Birgitte Holmgaard"
    assert client.post(f"{here}/kick-off", json={}, headers=director).status_code == 409

    told = {"number": 7, "source": "Emply", "counted_on": clock.today().isoformat()}
    assert client.post(f"{here}/applications", json=told, headers=owner).status_code == 403
    assert client.post(f"{here}/applications", json=told, headers=hr).status_code == 201
    progress = client.get(here, headers=hr).json["progress"]
    assert (progress["value"], progress["goal_number"], progress["application_sources"]) == (7, 20, ["Emply"])

    later = {"to_day": (clock.today() + timedelta(days=19)).isoformat()}
    assert client.post(f"{here}/prolong", json=later, headers=owner).status_code == 403
    assert client.post(f"{here}/prolong", json=later, headers=director).json["ends_on"] == later["to_day"]
    ended = client.post(f"{here}/end", json={"reason": {"da": "Nok nu", "en": "Enough now"}}, headers=director)
    assert (ended.json["status"], ended.json["progress"]["value"]) == ("ended", 7)
    lessons = {"worked": {"da": "Det korte", "en": ""}, "change": {"da": "", "en": "Earlier"}}
    assert client.post(f"{here}/lessons", json=lessons, headers=owner).json["change"]["en"] == "Earlier"
    assert [each["id"] for each in client.get("/api/v1/campaigns", headers=hr).json["campaigns"]] == [made.json["id"]]


def test_a_token_needs_its_scope_and_reaches_no_further_than_its_person(app: Flask, planned: str, cast: Cast, client: FlaskClient) -> None:
    """Attack rows W08 and Z05."""
    here = f"/api/v1/campaigns/{planned}"
    assert client.get(here).status_code == 401
    assert client.get(here, headers=headers(app, cast.birgitte, "stories:read")).status_code == 403
    assert client.post(f"{here}/kick-off", json={}, headers=headers(app, cast.birgitte, "campaigns:read")).status_code == 403
    camilla = headers(app, cast.camilla)
    assert client.get(here, headers=camilla).status_code == 404
    assert client.get("/api/v1/campaigns", headers=camilla).json["campaigns"] == []
    assert client.post(f"{here}/kick-off", json={}, headers=camilla).status_code == 403
    for path, body in (
        ("prepare", {"name": {"da": "x", "en": "x"}}),
        ("end", {"reason": {"da": "x", "en": "x"}}),
        ("prolong", {"to_day": "2030-01-01"}),
        ("lessons", {"worked": {"da": "x"}, "change": {"da": "x"}}),
    ):
        assert client.post(f"{here}/{path}", json=body, headers=camilla).status_code == 404


def test_what_is_hidden_on_the_page_is_hidden_here(app: Flask, running: str, cast: Cast, client: FlaskClient) -> None:
    """Attack row H03: the same shape for every door; no name in it."""
    with app.app_context():
        campaign = get_campaign(running)
        people = colleagues(campaign, 20)
        for person in people[:4]:
            make_share(person, campaign.stories[0].story)
        db.session.commit()
    answer = client.get(f"/api/v1/campaigns/{running}", headers=headers(app, cast.birgitte))
    progress = answer.json["progress"]
    assert (progress["people"], progress["value"], progress["visits"], progress["thanked"]) == (None, None, None, None)
    assert all(each["count"] is None for each in progress["shares"])
    assert "Colleague" not in answer.text


def test_only_named_fields_are_taken(app: Flask, planned: str, cast: Cast, client: FlaskClient) -> None:
    """Attack row Z08."""
    owner = headers(app, cast.lone)
    for body in (
        {"status": "running"},
        {"result": {}},
        {"goal": {"kind": "reach", "number": 9}},
        {"goal": {"kind": "people", "number": "9"}},
    ):
        assert client.post(f"/api/v1/campaigns/{planned}/prepare", json=body, headers=owner).status_code == 422


def test_stories_may_be_added_while_it_runs_and_the_plan_may_not(app: Flask, running: str, cast: Cast, client: FlaskClient) -> None:
    with app.app_context():
        story = make_story(cast, get_campaign(running).programme, title="One more").public_id
        db.session.commit()
    owner = headers(app, cast.lone)
    assert story in client.post(f"/api/v1/campaigns/{running}/prepare", json={"stories": [story]}, headers=owner).json["stories"]
    moved = client.post(f"/api/v1/campaigns/{running}/prepare", json={"goal": {"kind": "people", "number": 5}}, headers=owner)
    assert moved.status_code == 409
