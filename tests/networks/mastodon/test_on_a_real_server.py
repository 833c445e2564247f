"""The whole way on a real server of the fediverse: connect, post, find, be liked and answered, disconnect."""

from __future__ import annotations

import time
import urllib.error

import pytest
from flask import Flask
from sqlalchemy import select

from advocacy.foundation import jobs
from advocacy.foundation.database import db
from advocacy.networks import services
from advocacy.networks.accounts.account import NetworkRefused, Posted, Reactions
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.networks.models import Connection, MastodonServer
from advocacy.networks.queries import find_connection
from advocacy.networks.services.keys import opened_account
from advocacy.people.models import Person
from tests.networks.mastodon.stage import PICTURE, allowing, connect, draft, say_yes, set_out, told_in
from tests.people import Cast
from tests.servers.snac import LittleFediverse, Resident
from tests.signing_in import Visitor

LINK = "https://del.example.dk/r/Snac77"


def test_connect_post_find_look_and_disconnect(app: Flask, cast: Cast, visit: Visitor, fediverse: LittleFediverse) -> None:
    employee, leader = fediverse.employee, fediverse.leader
    with allowing(app, fediverse.place):
        client = visit(cast.camilla)
        page = connect(client, fediverse.place, {"login": employee.name, "passwd": employee.password})
        assert f"@{employee.name}@{fediverse.place}" in page
        name = connection_of(app, cast)
        made = draft("k-snac", link=LINK, picture=PICTURE)
        assert find(app, name, made) is None
        posted = post(app, name, made)
        assert posted.address.startswith(f"{employee.address}/p/")
        assert find(app, name, made) == posted
        assert look(app, name, posted) == Reactions(0, 0, 0, frozenset())
        leader.like_and_answer("Snac77", "Tak for et fint indblik!")
        assert until_seen(app, name, posted) == Reactions(1, 1, 0, frozenset({leader.address}))
        token = token_of(app)
        client.post(f"/networks/{name}/disconnect")
        with pytest.raises(NetworkRefused):
            post(app, name, made)
        with app.app_context():
            assert jobs.run_due_jobs()
            assert db.session.scalar(select(Connection)) is None
            limits = db.session.scalars(select(MastodonServer)).one()
            assert (limits.characters_per_link, limits.max_characters) == (32, 100_000)
        with pytest.raises(urllib.error.HTTPError):
            as_us(employee, token).ask("/api/v1/accounts/verify_credentials")


def test_a_message_stands_once_although_the_server_ignores_the_key(
    app: Flask, cast: Cast, visit: Visitor, fediverse: LittleFediverse
) -> None:
    """It makes two of one key; so whoever is in doubt looks first."""
    with allowing(app, fediverse.place):
        connect(visit(cast.camilla), fediverse.place, {"login": fediverse.employee.name, "passwd": fediverse.employee.password})
        name, made = connection_of(app, cast), draft("k-doubt", link=LINK + "doubt")
        first = post(app, name, made)
        assert find(app, name, made) == first
        assert post(app, name, made) != first


def test_a_server_that_forgets_us_when_a_right_is_given_back_is_told_anew(
    app: Flask, cast: Cast, visit: Visitor, fediverse: LittleFediverse
) -> None:
    """It does; without our asking first, the next person would stand before an error page there."""
    fields = {"login": fediverse.employee.name, "passwd": fediverse.employee.password}
    with allowing(app, fediverse.place):
        for person in (cast.camilla, cast.jonas):
            client = visit(person)
            connect(client, fediverse.place, fields)
            with app.app_context():
                name = db.session.scalars(select(Connection.public_id)).one()
            client.post(f"/networks/{name}/disconnect")
            with app.app_context():
                jobs.run_due_jobs()


def test_a_wrong_password_brings_nobody_back(cast: Cast, visit: Visitor, app: Flask, fediverse: LittleFediverse) -> None:
    with allowing(app, fediverse.place):
        address = set_out(visit(cast.camilla), fediverse.place)
        with pytest.raises(AssertionError, match="did not send us on"):
            say_yes(address, {"login": fediverse.employee.name, "passwd": "wrong"})


def test_a_right_taken_away_at_the_server_is_noticed_at_the_next_post(
    app: Flask, cast: Cast, visit: Visitor, fediverse: LittleFediverse
) -> None:
    with allowing(app, fediverse.place):
        client = visit(cast.camilla)
        address = set_out(client, fediverse.place)
        assert told_in(address)["scope"] == "read:accounts write:statuses write:media read:statuses"
        back = say_yes(address, {"login": fediverse.employee.name, "passwd": fediverse.employee.password})
        client.get(back.removeprefix("http://127.0.0.1:8000"))
        name = connection_of(app, cast)
        with app.app_context():
            kept = opened_account(db.session.scalars(select(Connection)).one()).secrets
        as_us(fediverse.employee, str(kept["token"])).ask(
            "/oauth/revoke", client_id=str(kept["client_id"]), client_secret=str(kept["client_secret"]), token=str(kept["token"])
        )
        with pytest.raises(NetworkRefused) as refused:
            post(app, name, draft("k-revoked", link=LINK + "revoked"))
        assert refused.value.is_signed_out
        page = client.get("/networks/").text
        assert "does not let us in any more" in page
        assert "Connect Mastodon" in page


def connection_of(app: Flask, cast: Cast) -> str:
    with app.app_context():
        found = find_connection(db.session.get_one(Person, cast.camilla.id), NetworkKind.MASTODON)
        assert found is not None
        return found.public_id


def token_of(app: Flask) -> str:
    with app.app_context():
        return str(opened_account(db.session.scalars(select(Connection)).one()).secrets["token"])


def as_us(resident: Resident, token: str) -> Resident:
    known = Resident(resident.home, resident.name, "")
    known.__dict__["token"] = token
    return known


def post(app: Flask, name: str, made: object) -> Posted:
    with app.app_context():
        return services.post_with(name, made, keep=db.session.commit)  # type: ignore[arg-type]


def find(app: Flask, name: str, made: object) -> Posted | None:
    with app.app_context():
        return services.find_with(name, made, keep=db.session.commit)  # type: ignore[arg-type]


def look(app: Flask, name: str, posted: Posted) -> Reactions | None:
    with app.app_context():
        return services.look_with(name, posted, keep=db.session.commit)


def until_seen(app: Flask, name: str, posted: Posted) -> Reactions | None:
    """The server passes on likes and answers through its own queue."""
    until = time.monotonic() + 40
    while time.monotonic() < until:
        found = look(app, name, posted)
        if found is not None and found.likes and found.replies:
            return found
        time.sleep(0.5)
    return look(app, name, posted)
