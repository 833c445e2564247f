"""The page for signing in gives a stranger nothing to keep, and its form is protected against forgers all the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from advocacy.accounts.services import open_account
from advocacy.foundation import forgery
from advocacy.foundation.database import db
from advocacy.people.models import Person
from tests.people import PASSWORD, Cast
from tests.sharing.stage import hidden_value
from tests.signing_in import Visitor


@pytest.fixture
def guarded(app: Flask, cast: Cast) -> Iterator[Flask]:
    """With the forgery guard on, and a password for Lone."""
    with app.app_context():
        open_account(db.session.get_one(Person, cast.lone.id), PASSWORD)
        db.session.commit()
    app.config["WTF_CSRF_ENABLED"] = True
    yield app
    app.config["WTF_CSRF_ENABLED"] = False


def send(client: FlaskClient, token: str, **headers: str) -> int:
    sent = {"csrf_token": token, "name": "lone.bitsch@bredfjord.example", "password": PASSWORD}
    return client.post("/accounts/sign-in", data=sent, headers={name.replace("_", "-"): value for name, value in headers.items()}).status_code


def test_looking_at_the_page_sets_no_cookie(client: FlaskClient, guarded: Flask) -> None:
    """Compliance P25."""
    for _ in range(2):
        assert "Set-Cookie" not in client.get("/accounts/sign-in?next=/stories/").headers


@pytest.mark.parametrize("headers", [
    {"Sec_Fetch_Site": "same-origin", "Origin": "http://localhost"}, {"Origin": "http://localhost"}, {"Sec_Fetch_Site": "none"}, {},
])
def test_a_form_from_our_own_page_opens_the_door(guarded: Flask, headers: dict[str, str]) -> None:
    client = guarded.test_client()
    assert send(client, hidden_value(client.get("/accounts/sign-in").text, "csrf_token"), **headers) == 303


@pytest.mark.parametrize("headers", [
    {"Sec_Fetch_Site": "cross-site"}, {"Sec_Fetch_Site": "same-site"}, {"Sec_Fetch_Site": "cross-site", "Origin": "http://localhost"},
    {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "http://localhost.evil.example"}, {"Origin": "http://localhost:81"},
    {"Origin": "http://evil.example/localhost"}, {"Origin": "//"}, {"Origin": "http://[", "Sec_Fetch_Site": "cross-site"},
])
def test_a_form_that_another_site_sends_in_somebodys_name_does_not(guarded: Flask, headers: dict[str, str]) -> None:
    """Attack row S01: nobody is signed in as the forger without noticing, though a token is anybody's to fetch."""
    client = guarded.test_client()
    token = hidden_value(guarded.test_client().get("/accounts/sign-in").text, "csrf_token")
    assert send(client, token, **headers) == 400
    assert client.get_cookie("session") is None


def test_a_token_has_an_end_and_is_ours(guarded: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    client = guarded.test_client()
    token = hidden_value(client.get("/accounts/sign-in").text, "csrf_token")
    for wrong in ("", "x", "m.", token[:-3], forgery.masked("x"), forgery.masked("ImEi.abc.def")):
        assert send(client, wrong) == 400, wrong
    monkeypatch.setattr(forgery, "STRANGERS_SECONDS", -1)
    assert send(client, token) == 400


def test_a_strangers_token_opens_no_other_form(guarded: Flask, cast: Cast, visit: Visitor) -> None:
    token = hidden_value(guarded.test_client().get("/accounts/sign-in").text, "csrf_token")
    assert visit(cast.lone).post("/accounts/sign-out", data={"csrf_token": token}).status_code == 400
    assert guarded.test_client().post("/accounts/language", data={"csrf_token": token, "locale": "en"}).status_code == 400
