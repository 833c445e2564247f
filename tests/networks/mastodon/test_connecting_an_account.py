"""Connecting one's own account: there and back, with the least rights, once, by the one who set out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import quote

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, text

from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db
from advocacy.foundation.sealing import BrokenSeal
from advocacy.networks.models import ConnectAttempt, Connection, MastodonServer, NetworkApp
from advocacy.networks.services.keys import opened_account
from advocacy.organisation.models import Organisation
from tests.networks.mastodon.stage import allowing, connect, say_yes, set_out, told_in
from tests.people import Cast
from tests.servers.mastodon import MockServer
from tests.signing_in import Visitor

AS_EMPLOYEE = {"username": "medarbejder"}


@pytest.fixture
def place(app: Flask, mastodon: MockServer) -> Iterator[str]:
    """Where the server is; the configuration lets us call it."""
    mastodon.mend()
    with allowing(app, mastodon.place):
        yield mastodon.place
    mastodon.mend()


def connection(app: Flask) -> Connection | None:
    with app.app_context():
        found = db.session.scalar(select(Connection))
        if found is not None:
            db.session.expunge(found)
        return found


def test_somebody_connects_their_own_account(app: Flask, cast: Cast, visit: Visitor, place: str) -> None:
    client = visit(cast.camilla)
    assert "Connect Mastodon" in client.get("/networks/").text
    page = connect(client, place, AS_EMPLOYEE)
    assert "Mastodon is connected." in page
    assert f"@medarbejder@{place}" in page
    assert "Disconnect" in page
    made = connection(app)
    assert made is not None
    assert (made.person_id, made.host, made.account) == (cast.camilla.id, place, f"http://{place}/@medarbejder")
    assert made.expires_at is None
    with app.app_context():
        jobs.run_due_jobs()
        assert db.session.scalars(select(MastodonServer.max_characters)).one() == 500


def test_the_way_there_asks_for_the_least_and_is_bound_to_a_secret(app: Flask, cast: Cast, visit: Visitor, place: str) -> None:
    asked = told_in(set_out(visit(cast.camilla), place))
    assert asked["scope"].split() == ["read:accounts", "write:statuses", "write:media"]
    assert asked["redirect_uri"] == "http://127.0.0.1:8000/networks/back"
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["code_challenge"]) == 43
    assert len(asked["state"]) >= 43
    with app.app_context():
        assert db.session.scalars(select(ConnectAttempt.state_digest)).one() not in asked["state"]


def test_a_newer_server_is_asked_for_less_still_and_a_closed_one_for_reading(
    cast: Cast, visit: Visitor, mastodon: MockServer, place: str
) -> None:
    about = mastodon.ask("/.well-known/oauth-authorization-server")
    newer = about | {"scopes_supported": ["profile", *about["scopes_supported"]]}
    mastodon.fail("/.well-known/oauth-authorization-server", type="status", status=200, body=newer)
    mastodon.fail("/api/v1/statuses/0", type="status", status=401)
    assert told_in(set_out(visit(cast.camilla), place))["scope"] == "profile write:statuses write:media read:statuses"


def test_an_older_server_without_a_description_is_asked_in_the_usual_places(
    cast: Cast, visit: Visitor, mastodon: MockServer, place: str
) -> None:
    mastodon.fail("/.well-known/oauth-authorization-server", type="status", status=404)
    asked = told_in(set_out(visit(cast.camilla), place))
    assert "code_challenge" not in asked


def test_a_server_is_told_who_we_are_once(app: Flask, cast: Cast, visit: Visitor, place: str) -> None:
    for person in (cast.camilla, cast.jonas):
        set_out(visit(person), place)
    with app.app_context():
        app_row = db.session.scalars(select(NetworkApp)).one()
        assert app_row.host == place
    with time_machine.travel(clock.now() + timedelta(hours=13), tick=True):
        set_out(visit(cast.camilla), place)  # Nobody has an account there yet: the server may have forgotten us.
        with app.app_context():
            assert db.session.scalars(select(NetworkApp.client_id)).one() != app_row.client_id


def test_people_are_asked_in_a_name_they_know(cast: Cast, visit: Visitor, mastodon: MockServer, place: str) -> None:
    connect(visit(cast.camilla), place, AS_EMPLOYEE)
    with_token = mastodon.ask("/api/v1/apps/verify_credentials", _token_of(visit.app))
    assert with_token["name"] == "Genlyd, Bredfjord Kommune"


def test_a_page_that_is_no_mastodon_is_told_so(cast: Cast, visit: Visitor, mastodon: MockServer, place: str) -> None:
    mastodon.fail("/.well-known/oauth-authorization-server", type="status", status=404)
    mastodon.fail("/api/v1/apps", type="status", status=404, body={"error": "Not found"})
    answer = visit(cast.camilla).post("/networks/connect", data={"network": "mastodon", "typed": place})
    assert answer.status_code == 422
    assert "This is no Mastodon server" in answer.text


def test_a_long_name_of_a_house_is_cut_as_mastodon_cuts_it(app: Flask, cast: Cast, visit: Visitor, place: str) -> None:
    with app.app_context():
        db.session.execute(db.update(Organisation).values(name="Et meget langt navn " * 5))
        db.session.commit()
    assert "is connected" in connect(visit(cast.camilla), place, AS_EMPLOYEE)


def test_a_server_that_has_forgotten_us_is_told_anew_next_time(
    app: Flask, cast: Cast, visit: Visitor, mastodon: MockServer, place: str
) -> None:
    client = visit(cast.camilla)
    address = set_out(client, place)
    mastodon.fail("/oauth/token", type="status", status=401, body={"error": "invalid_client"})
    client.get(say_yes(address, AS_EMPLOYEE).removeprefix("http://127.0.0.1:8000"))
    assert "has forgotten us" in client.get("/networks/").text
    with app.app_context():
        assert db.session.scalar(select(NetworkApp)) is None
    assert "is connected" in connect(client, place, AS_EMPLOYEE)


def test_somebody_says_no_at_the_server(app: Flask, cast: Cast, visit: Visitor, place: str) -> None:
    client = visit(cast.camilla)
    state = told_in(set_out(client, place))["state"]
    client.get(f"/networks/back?error=access_denied&state={state}")
    assert "You said no at your server" in client.get("/networks/").text
    assert connection(app) is None


def test_a_server_that_gives_too_few_rights_is_not_connected(
    app: Flask, cast: Cast, visit: Visitor, mastodon: MockServer, place: str
) -> None:
    client = visit(cast.camilla)
    address = set_out(client, place)
    few = {"access_token": "leder_token", "token_type": "Bearer", "scope": "read:accounts", "created_at": 1}
    mastodon.fail("/oauth/token", type="status", status=200, body=few)
    mastodon.fail("/oauth/revoke", type="status", status=200, body={})
    client.get(say_yes(address, AS_EMPLOYEE).removeprefix("http://127.0.0.1:8000"))
    assert "did not give the right to post" in client.get("/networks/").text
    assert connection(app) is None


def test_connecting_again_replaces_the_keys(app: Flask, cast: Cast, visit: Visitor, place: str) -> None:
    client = visit(cast.camilla)
    connect(client, place, AS_EMPLOYEE)
    first = connection(app)
    connect(client, place, AS_EMPLOYEE)
    second = connection(app)
    assert first is not None
    assert second is not None
    assert first.public_id == second.public_id
    assert first.sealed_secrets != second.sealed_secrets
    connect(client, place, {"username": "leder"})
    third = connection(app)
    assert third is not None
    assert third.public_id != second.public_id  # Whatever waits to be posted as the first one is not posted as the second.


@pytest.mark.parametrize(
    "typed", ["", "nowhere", "127.0.0.1", "http://10.0.0.1/", "localhost:1", "localhost", "intranet.local", "[::1]", "a@b@", "x" * 254]
)
def test_what_is_no_public_server_is_never_called(app: Flask, cast: Cast, visit: Visitor, place: str, typed: str) -> None:
    """Attack rows F01 to F04 through the field for the server."""
    answer = visit(cast.camilla).post("/networks/connect", data={"network": "mastodon", "typed": typed})
    assert answer.status_code == 422
    assert "Write the name of your server" in answer.text or "At most 253" in answer.text
    with app.app_context():
        assert db.session.scalar(select(ConnectAttempt)) is None


@pytest.mark.parametrize(
    ("typed", "is_taken"),
    [("{place}", True), ("http://{place}/@anna", True), ("@anna@{place}", True), ("LOCALHOST:{port}", True), ("127.0.0.1:{port}", False)],
)
def test_a_place_in_the_house_is_called_only_as_the_configuration_writes_it(
    cast: Cast, visit: Visitor, place: str, typed: str, is_taken: bool
) -> None:
    typed = typed.format(place=place, port=place.rpartition(":")[2])
    answer = visit(cast.camilla).post("/networks/connect", data={"network": "mastodon", "typed": typed})
    assert answer.status_code == (303 if is_taken else 422)


def test_a_server_that_cannot_be_reached_is_told_in_one_sentence(cast: Cast, visit: Visitor, app: Flask) -> None:
    """Attack row F21: a refused place, a silent one and one that answers nonsense look alike."""
    with allowing(app, "localhost:9"):
        told = visit(cast.camilla).post("/networks/connect", data={"network": "mastodon", "typed": "localhost:9"}).text
    assert "We could not reach it. Check the name, or try again later." in told


def test_somebody_who_tries_all_the_time_is_asked_to_wait(cast: Cast, visit: Visitor) -> None:
    client = visit(cast.camilla)
    answers = [client.post("/networks/connect", data={"network": "mastodon", "typed": "nowhere"}).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_a_network_that_cannot_be_connected_is_refused(cast: Cast, visit: Visitor) -> None:
    for network in ("facebook", "linkedin", "nonsense", ""):
        assert visit(cast.camilla).post("/networks/connect", data={"network": network, "typed": "x"}).status_code == 422
    assert visit(cast.camilla).get("/networks/leave/nonsense").status_code == 404


def test_a_way_back_serves_once(app: Flask, cast: Cast, visit: Visitor, place: str) -> None:
    """Attack: the state is used twice."""
    client = visit(cast.camilla)
    back = say_yes(set_out(client, place), AS_EMPLOYEE).removeprefix("http://127.0.0.1:8000")
    client.get(back)
    before = connection(app)
    client.get("/networks/")
    client.get(back)
    assert "This way to connect is over or was used already" in client.get("/networks/").text
    after = connection(app)
    assert before is not None
    assert after is not None
    assert before.sealed_secrets == after.sealed_secrets


def test_a_way_back_serves_whoever_set_out(app: Flask, cast: Cast, visit: Visitor, place: str) -> None:
    """Attack: somebody is sent a link that connects the sender's account to them, or takes over another's attempt."""
    mine, theirs, mine_elsewhere = visit(cast.camilla), visit(cast.jonas), visit(cast.camilla)
    back = say_yes(set_out(mine, place), AS_EMPLOYEE).removeprefix("http://127.0.0.1:8000")
    theirs.get(back)
    assert "over or was used already" in theirs.get("/networks/").text
    assert connection(app) is None
    mine_elsewhere.get(back)  # The same person in another browser did not set out either.
    assert "over or was used already" in mine_elsewhere.get("/networks/").text
    assert connection(app) is None


def test_another_persons_attempt_is_still_there_afterwards(app: Flask, cast: Cast, visit: Visitor, place: str) -> None:
    mine = visit(cast.camilla)
    back = say_yes(set_out(mine, place), AS_EMPLOYEE).removeprefix("http://127.0.0.1:8000")
    visit(cast.jonas).get(back)
    mine.get(back)
    assert connection(app) is not None


def test_a_way_back_is_over_after_an_hour(app: Flask, cast: Cast, visit: Visitor, place: str) -> None:
    client = visit(cast.camilla)
    back = say_yes(set_out(client, place), AS_EMPLOYEE).removeprefix("http://127.0.0.1:8000")
    with app.app_context():
        db.session.execute(db.update(ConnectAttempt).values(made_at=clock.now() - timedelta(minutes=61)))
        db.session.commit()
    client.get(back)
    assert connection(app) is None


@pytest.mark.parametrize("iss", ["https://evil.example", "", "http://localhost"])
def test_an_answer_from_another_server_is_refused(app: Flask, cast: Cast, visit: Visitor, place: str, iss: str) -> None:
    """Attack: mix-up (RFC 9207), a forged issuer."""
    client = visit(cast.camilla)
    back = say_yes(set_out(client, place), AS_EMPLOYEE).removeprefix("http://127.0.0.1:8000")
    client.get(f"{back}&iss={quote(iss)}") if iss else client.get(back + "&iss=x")
    assert "came from another server" in client.get("/networks/").text
    assert connection(app) is None


def test_a_server_that_promises_its_name_must_give_it(app: Flask, cast: Cast, visit: Visitor, mastodon: MockServer, place: str) -> None:
    about = mastodon.ask("/.well-known/oauth-authorization-server") | {"authorization_response_iss_parameter_supported": True}
    client = visit(cast.camilla)
    for named in ("", f"&iss={quote(about['issuer'])}"):
        mastodon.fail("/.well-known/oauth-authorization-server", type="status", status=200, body=about)
        client.get(say_yes(set_out(client, place), AS_EMPLOYEE).removeprefix("http://127.0.0.1:8000") + named)
        assert (connection(app) is not None) == bool(named)


@pytest.mark.parametrize(
    "change",
    [{"issuer": "https://evil.example/"}, {"token_endpoint": "https://evil.example/t"}, {"authorization_endpoint": "javascript:alert(1)"}],
)
def test_a_server_that_points_elsewhere_is_not_followed(
    cast: Cast, visit: Visitor, mastodon: MockServer, place: str, change: dict[str, str]
) -> None:
    about = mastodon.ask("/.well-known/oauth-authorization-server") | change
    mastodon.fail("/.well-known/oauth-authorization-server", type="status", status=200, body=about)
    answer = visit(cast.camilla).post("/networks/connect", data={"network": "mastodon", "typed": place})
    assert answer.status_code == 422
    assert "says that it is another one" in answer.text


@pytest.mark.parametrize(
    "told",
    [
        "",
        "?state=",
        "?state=x&code=y",
        "?code=y",
        "?error=x",
        "?state=" + "x" * 5000,
        "?state=%00&code=%00",
        "?state=x&next=//evil.example",
    ],
)
def test_the_way_back_leads_nowhere_but_to_ones_own_page(cast: Cast, visit: Visitor, told: str) -> None:
    """Attack row R01: no open redirect at the callback."""
    answer = visit(cast.camilla).get("/networks/back" + told)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/networks/")


def test_a_stranger_at_the_way_back_signs_in_first_and_carries_nothing_along(app: Flask, client: object, cast: Cast) -> None:
    answer = app.test_client().get("/networks/back?state=secret-state&code=secret-code")
    assert answer.status_code == 200
    assert "secret" not in answer.text
    assert "/accounts/sign-in?next=/networks/" in answer.text
    assert "Set-Cookie" not in answer.headers


def test_nobody_sees_the_keys(
    app: Flask, cast: Cast, visit: Visitor, place: str, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """Attack: the token in logs, pages, the audit trail, the API or a dump of the database."""
    client = visit(cast.camilla)
    page = connect(client, place, AS_EMPLOYEE)
    made = connection(app)
    assert made is not None
    with app.app_context():
        secrets = opened_account(made).secrets
        words = [str(secrets["token"]), str(secrets["client_secret"])]
        dump = _dump()
        history = json.dumps([list(map(str, row)) for row in db.session.execute(text("SELECT * FROM history_entry"))])
    assert all(len(word) > 20 for word in words)
    told = capsys.readouterr()
    for place_of_words in (page, dump, history, caplog.text, told.out, told.err, client.get("/").text):
        assert not [word for word in words if word in place_of_words]
    assert place in dump  # The dump is a real one: what is no secret is in it.


def test_another_secret_of_the_installation_opens_nothing(
    app: Flask, cast: Cast, visit: Visitor, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect(visit(cast.camilla), place, AS_EMPLOYEE)
    made = connection(app)
    assert made is not None
    from dataclasses import replace

    other = replace(app.extensions["advocacy.settings"], secret_key="another-secret-" + "y" * 32)
    with app.app_context():
        monkeypatch.setitem(app.extensions, "advocacy.settings", other)
        with pytest.raises(BrokenSeal):
            opened_account(made)


def test_what_is_connected_is_private(app: Flask, cast: Cast, visit: Visitor, place: str) -> None:
    connect(visit(cast.camilla), place, AS_EMPLOYEE)
    made = connection(app)
    assert made is not None
    assert "medarbejder" not in visit(cast.birgitte).get("/networks/").text
    assert visit(cast.birgitte).post(f"/networks/{made.public_id}/disconnect").status_code == 404
    assert visit(cast.birgitte).get("/history/").status_code in {200, 403}
    assert "networks.connection" not in visit(cast.anders).get("/history/").text


def _token_of(app: Flask) -> str:
    with app.app_context():
        return str(opened_account(db.session.scalars(select(Connection)).one()).secrets["token"])


def _dump() -> str:
    names = [table.name for table in db.metadata.sorted_tables]
    return "\n".join(str([tuple(map(_readable, row)) for row in db.session.execute(text(f'SELECT * FROM "{name}"'))]) for name in names)


def _readable(value: object) -> str:
    return bytes(value).decode("latin-1") if isinstance(value, (bytes, memoryview)) else re.sub(r"\s+", " ", str(value))
