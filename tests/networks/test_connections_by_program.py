"""One's own connections in the JSON API: seen without keys, and ended."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from advocacy.accounts import services as accounts
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.jobs import Job
from advocacy.networks.accounts.account import Account
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.networks.models import Connection
from advocacy.networks.services.keys import sealed_account
from advocacy.people.models import Person
from tests.people import Cast

PATH = "/api/v1/networks/connections"
Token = Callable[..., dict[str, str]]


@pytest.fixture
def token(app: Flask) -> Token:
    """The header of a program that acts for somebody."""

    def of(person: Person, *scopes: str) -> dict[str, str]:
        with app.app_context():
            secret = accounts.issue_token(db.session.get_one(Person, person.id), "Tests", list(scopes))
            db.session.commit()
        return {"Authorization": f"Bearer {secret}"}

    return of


@pytest.fixture
def name(app: Flask, cast: Cast) -> str:
    with app.app_context():
        account = Account(
            "mastodon.example",
            "https://mastodon.example/@camilla",
            "@camilla@mastodon.example",
            "profile write",
            {"token": "very-secret-key"},
        )
        connection = Connection(
            person_id=cast.camilla.id,
            network=NetworkKind.MASTODON,
            host=account.host,
            account=account.account,
            handle=account.handle,
            scope=account.scope,
            sealed_secrets=sealed_account(account),
            connected_at=clock.now(),
        )
        db.session.add(connection)
        db.session.commit()
        return connection.public_id


def test_own_connections_are_told_without_keys(app: Flask, cast: Cast, token: Token, name: str) -> None:
    answer = app.test_client().get(PATH, headers=token(cast.camilla, "networks:read"))
    assert answer.status_code == 200
    assert [each["handle"] for each in answer.json["connections"]] == ["@camilla@mastodon.example"]
    assert set(answer.json["connections"][0]) == {
        "public_id",
        "network",
        "host",
        "handle",
        "scope",
        "connected_at",
        "expires_at",
        "is_working",
    }
    assert "very-secret-key" not in answer.text
    assert "account" not in answer.json["connections"][0]


def test_nobody_elses_connections_are_there(app: Flask, cast: Cast, token: Token, name: str) -> None:
    for person in (cast.birgitte, cast.anders, cast.henrik):
        named = token(person, "networks:read", "networks:write")
        assert app.test_client().get(PATH, headers=named).json == {"connections": []}
        assert app.test_client().delete(f"{PATH}/{name}", headers=named).status_code == 404


def test_a_program_needs_the_right(app: Flask, cast: Cast, token: Token, name: str) -> None:
    assert app.test_client().get(PATH).status_code == 401
    assert app.test_client().get(PATH, headers=token(cast.camilla, "networks:write")).status_code == 403
    assert app.test_client().delete(f"{PATH}/{name}", headers=token(cast.camilla, "networks:read")).status_code == 403


def test_a_connection_is_ended_and_its_keys_are_given_back_by_a_job(app: Flask, cast: Cast, token: Token, name: str) -> None:
    named = token(cast.camilla, "networks:read", "networks:write")
    assert app.test_client().delete(f"{PATH}/{name}", headers=named).status_code == 204
    assert app.test_client().delete(f"{PATH}/{name}", headers=named).status_code == 404
    assert app.test_client().get(PATH, headers=named).json == {"connections": []}
    with app.app_context():
        assert db.session.scalars(select(Connection)).one().ended_at is not None
        assert [job.arguments for job in db.session.scalars(select(Job).where(Job.kind == "networks.end_connection"))] == [
            {"connection": name}
        ]
