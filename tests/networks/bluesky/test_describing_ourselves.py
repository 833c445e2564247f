"""What Bluesky's servers read of this installation: who asks, and the public half of its key."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from advocacy.networks.accounts.bluesky.client import signing_key
from tests.people import Cast

PUBLIC = "https://ambassador.example.dk"


@pytest.fixture
def public_app(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The application at a public address."""
    settings = replace(app.extensions["advocacy.settings"], public_url=PUBLIC)
    monkeypatch.setitem(app.extensions, "advocacy.settings", settings)
    return app


def test_a_stranger_reads_who_asks_and_is_given_no_cookie(public_app: Flask, cast: Cast, client: FlaskClient) -> None:
    answer = client.get("/networks/client-metadata.json")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    assert "Set-Cookie" not in answer.headers
    told = answer.get_json()
    assert told["client_id"] == f"{PUBLIC}/networks/client-metadata.json"
    assert told["redirect_uris"] == [f"{PUBLIC}/networks/back"]
    assert told["jwks_uri"] == f"{PUBLIC}/networks/jwks.json"
    assert told["client_name"]
    assert told["dpop_bound_access_tokens"] is True


def test_the_public_half_of_the_key_is_all_that_is_told(public_app: Flask, cast: Cast, client: FlaskClient) -> None:
    answer = client.get("/networks/jwks.json")
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    (key,) = answer.get_json()["keys"]
    assert set(key) == {"kty", "crv", "x", "y", "kid", "use", "alg"}
    own = signing_key(public_app.extensions["advocacy.settings"].secret_key)
    assert key["x"] == own["x"]
    assert own["d"] not in json.dumps(answer.get_json())
