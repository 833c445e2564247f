"""A records system fills in the register, asks what runs out, and tells of a withdrawal."""

from __future__ import annotations

from datetime import timedelta

from advocacy.foundation import clock
from advocacy.foundation.database import db
from tests.consents.stage import Scene
from tests.factories.consents import make_consent
from tests.sharing.stage import token_for

TODAY = clock.today()
SENT = {
    "kind": "citizen", "name": "Grethe Olsen", "networks": ["internal", "linkedin"], "given_on": str(TODAY), "way": "written",
    "proof": "Sag 26/10417", "told": "Where and until when.", "expires_on": str(TODAY + timedelta(days=20)),
}  # fmt: skip


def test_a_program_registers_lists_and_withdraws(scene: Scene) -> None:
    headers = token_for(scene.app, scene.cast.lone, "consents:read", "consents:write")
    client, people = scene.app.test_client(), f"/api/v1/pictures/{scene.picture}/people"
    assert client.get(people, headers=headers).json["is_answered"] is False  # type: ignore[index]
    made = client.post(people, json=SENT, headers=headers)
    assert made.status_code == 201, made.json
    assert made.json is not None
    assert (made.json["name"], made.json["state"]) == ("Grethe Olsen", "expiring")
    listed = client.get("/api/v1/consents/expiring?within_days=21", headers=headers).json
    assert listed is not None
    assert [each["id"] for each in listed["consents"]] == [made.json["id"]]
    assert client.get("/api/v1/consents/expiring?within_days=19", headers=headers).json == {"consents": []}
    gone = client.post(f"/api/v1/consents/{made.json['id']}/withdraw", headers=headers)
    assert gone.json is not None
    assert gone.json["state"] == "withdrawn"
    assert scene.is_paused()


def test_what_is_missing_is_named(scene: Scene) -> None:
    headers = token_for(scene.app, scene.cast.lone, "consents:write")
    people = f"/api/v1/pictures/{scene.picture}/people"
    refused = scene.app.test_client().post(people, json={**SENT, "expires_on": None, "networks": ["myspace"]}, headers=headers)
    assert refused.status_code == 422
    assert refused.json is not None
    assert set(refused.json["problems"]) == {"expires_on", "networks"}


def test_a_token_reaches_no_further_than_its_person(scene: Scene) -> None:
    """Attack rows W08 and Z05."""
    with scene.app.app_context():
        name = make_consent(scene.found_picture(), scene.cast, person=scene.cast.camilla).public_id
        db.session.commit()
    client = scene.app.test_client()
    reading = token_for(scene.app, scene.cast.lone, "consents:read")
    assert client.post(f"/api/v1/consents/{name}/withdraw", headers=reading).status_code == 403
    camillas = token_for(scene.app, scene.cast.camilla, "consents:read", "consents:write")
    assert client.post(f"/api/v1/consents/{name}/withdraw", headers=camillas).status_code == 403
    assert client.get(f"/api/v1/pictures/{scene.picture}/people").status_code == 401
    assert (
        client.post("/api/v1/pictures/nothing/nobody", headers=token_for(scene.app, scene.cast.lone, "consents:write")).status_code == 404
    )
    assert (
        client.post(f"/api/v1/pictures/{scene.picture}/nobody", headers=token_for(scene.app, scene.cast.lone, "consents:write")).status_code
        == 409
    )
