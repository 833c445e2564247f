"""Made from the application's own list of routes, so that a new one is tested the day it is written."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from advocacy.foundation.database import db
from advocacy.foundation.guards import API_PREFIX, EVERYONE, who_may
from tests.people import Cast
from tests.signing_in import Visitor

FILLED = {"public_id": "AAAAAAAAAAAAAAAA", "size": "card", "slug": "x", "network": "linkedin", "code": "AAAAAAAAAAAAAAAA", "locale": "da"}

#: A link writes down that it was followed; a network sends people back with GET, and what it sends is used once (its state).
MEANT_TO_WRITE = {"links.visit", "links.visit_short", "health.ready", "networks.back"}


def address(app: Flask, endpoint: str, arguments: set[str]) -> str:
    """An address of the route, with words that name nothing."""
    with app.test_request_context():
        return str(app.url_map.bind("127.0.0.1").build(endpoint, {name: FILLED.get(name, "1") for name in arguments}))


def routes(app: Flask) -> Iterator[tuple[str, str, str]]:
    """Endpoint, method and address of every route that is not a file."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static":
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield rule.endpoint, method, address(app, rule.endpoint, rule.arguments)


@pytest.fixture
def guarded(app: Flask) -> Iterator[Flask]:
    """The application with its forgery guard on, as people meet it."""
    app.config["WTF_CSRF_ENABLED"] = True
    yield app
    app.config["WTF_CSRF_ENABLED"] = False


def test_a_form_without_its_token_changes_nothing(guarded: Flask, cast: Cast, visit: Visitor) -> None:
    """Attack rows S01 and S02: every route that changes something, signed in and not."""
    changing = [each for each in routes(guarded) if each[1] != "GET" and not each[2].startswith(API_PREFIX)]
    assert len(changing) > 15
    for client in (visit(cast.birgitte), visit(cast.lone), guarded.test_client()):
        for endpoint, method, path in changing:
            answer = client.open(path, method=method)
            assert answer.status_code == 400, f"{endpoint}: {answer.status_code}"


def test_a_stranger_gets_in_nowhere_but_where_everybody_may(app: Flask, client: FlaskClient, cast: Cast) -> None:
    """Attack row Z01."""
    for endpoint, method, path in routes(app):
        if who_may(app, endpoint) is EVERYONE:
            continue
        answer = client.open(path, method=method, json={} if path.startswith(API_PREFIX) else None)
        wanted = 401 if path.startswith(API_PREFIX) else 303
        assert answer.status_code == wanted, f"{endpoint}: {answer.status_code}"
        if wanted == 303:
            assert answer.headers["Location"].startswith("/accounts/sign-in")


def test_looking_changes_nothing(app: Flask, cast: Cast, visit: Visitor) -> None:
    """Attack row S03: no page writes when it is only looked at, except the share link, which counts a visit."""
    written: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            written.append(statement)

    clients = [visit(person) for person in (cast.birgitte, cast.lone, cast.camilla, cast.josefine, cast.anders)]
    with app.app_context():
        engine = db.engine.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        for endpoint, method, path in routes(app):
            if method == "GET" and endpoint not in MEANT_TO_WRITE and not path.startswith(API_PREFIX):
                for client in clients:
                    assert client.get(path).status_code < 500, endpoint
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert not written, written[:3]


def test_nonsense_in_an_address_is_never_our_fault(app: Flask, cast: Cast, visit: Visitor) -> None:
    """Attack rows S15 and Z02: odd paths are 404, and nobody's page is on them."""
    client = visit(cast.birgitte)
    for path in (
        "/accounts/mine/x.css",
        "//evil.example",
        "/%2e%2e/",
        "/accounts/mine;jsessionid=1",
        "/STORIES/",
        "/stories//",
        "/api/v0/programmes",
    ):
        assert client.get(path).status_code in {301, 303, 308, 400, 404}, path


def test_every_answer_carries_the_headers(app: Flask, cast: Cast, client: FlaskClient, visit: Visitor) -> None:
    """Attack rows S10, S11, S13, S14 and S17."""
    for answer in (client.get("/welcome"), visit(cast.birgitte).get("/"), client.get("/nowhere"), client.get("/api/v1/programmes")):
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Access-Control-Allow-Origin" not in answer.headers
        assert "Cookie" in answer.headers["Vary"]
    assert visit(cast.birgitte).get("/").headers["Cache-Control"] == "no-store"


def test_a_host_we_do_not_know_is_refused(client: FlaskClient, cast: Cast) -> None:
    """Attack row E03."""
    assert client.get("/welcome", headers={"Host": "evil.example"}).status_code == 400
    answer = client.get("/welcome", headers={"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"})
    assert "evil.example" not in answer.text


def test_strangers_carry_no_cookie_away(app: Flask, client: FlaskClient, cast: Cast) -> None:
    """Compliance P25: not even the page for signing in sets one; the gallery is there for those who develop."""
    for endpoint, method, path in routes(app):
        if method == "GET" and who_may(app, endpoint) is EVERYONE and endpoint != "home.gallery":
            assert "Set-Cookie" not in client.get(path).headers, endpoint
