"""Connecting a Bluesky account: the whole way through a real browser and Bluesky's own server, and every way in which it must fail."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from playwright.sync_api import Browser
from werkzeug.serving import WSGIRequestHandler, make_server

from advocacy.foundation import clock
from advocacy.foundation.egress import EgressFailed, Fetched
from advocacy.networks.accounts.account import Account, NetworkRefused, Ours
from advocacy.networks.accounts.bluesky import NETWORK, client
from tests.networks.bluesky.stage import WayOut, approve, connect, draft, ours_at
from tests.servers.atproto import LittleBluesky, Resident


def test_an_account_is_connected_with_the_least_rights(account: Account, camilla: Resident, bluesky_servers: LittleBluesky) -> None:
    assert account.account == camilla.did
    assert account.handle == "camilla.test"
    assert account.host == bluesky_servers.pds.removeprefix("http://")
    assert set(account.scope.split()) == {"atproto", "repo:app.bsky.feed.post?action=create", "blob:image/*"}
    assert account.expires_at is not None
    assert 0 < (account.expires_at - clock.now()).total_seconds() <= 3600
    assert not NETWORK.needs_renewal(account, clock.now())
    assert NETWORK.needs_renewal(account, account.expires_at)
    json.dumps(account.secrets)


def test_nothing_that_is_asked_for_passes_through_the_browser(camilla: Resident, ours: Ours, outside: WayOut) -> None:
    departure = NETWORK.depart(camilla.handle, ours, outside)
    assert departure.state not in departure.address
    assert "code_challenge" not in departure.address
    assert "request_uri=" in departure.address
    json.dumps(departure.facts)


def test_one_key_for_each_connection_and_a_state_that_cannot_be_guessed(camilla: Resident, ours: Ours, outside: WayOut) -> None:
    one, other = (NETWORK.depart(camilla.handle, ours, outside) for _time in range(2))
    assert len({one.state, other.state}) == 2
    assert len(one.state) >= 43
    assert one.facts["key"]["x"] != other.facts["key"]["x"]
    assert one.facts["verifier"] != other.facts["verifier"]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda told: {**told, "state": "another"}, "state"),
        (lambda told: {name: told[name] for name in ("code", "iss")}, "state"),
        (lambda told: {**told, "iss": "https://bsky.social"}, "iss"),
        (lambda told: {name: told[name] for name in ("code", "state")}, "iss"),
        (lambda told: {**told, "code": ""}, "code"),
        (lambda told: {**told, "code": "cod-" + "0" * 64}, "invalid_grant"),
        (lambda told: {**told, "error": "access_denied"}, "access_denied"),
        (lambda told: {**told, "error": "server_error"}, "server_error"),
    ],
)
def test_what_does_not_belong_to_the_beginning_is_refused(
    change: Callable[[dict[str, str]], dict[str, str]], word: str, camilla: Resident, ours: Ours, outside: WayOut
) -> None:
    departure = NETWORK.depart(camilla.handle, ours, outside)
    told = change({"state": departure.state, "iss": str(departure.facts["issuer"]), "code": "cod-x"})
    calls = len(outside.calls)
    with pytest.raises(NetworkRefused) as refused:
        NETWORK.arrive(departure.facts, told, ours, outside)
    assert refused.value.word == word
    if word != "invalid_grant":
        assert len(outside.calls) == calls, "the code was shown to somebody before it was known whose it is"


def test_saying_no_connects_nothing(browser: Browser, camilla: Resident, ours: Ours, outside: WayOut) -> None:
    departure = NETWORK.depart(camilla.handle, ours, outside)
    told = approve(browser, departure.address, callback=ours.callback_url, button="Deny access")
    with pytest.raises(NetworkRefused) as refused:
        NETWORK.arrive(departure.facts, told, ours, outside)
    assert refused.value.word == "access_denied"


def test_a_code_serves_once(browser: Browser, bluesky_servers: LittleBluesky, ours: Ours, outside: WayOut) -> None:
    lone = bluesky_servers.resident("lone")
    _account, departure, told = connect(browser, lone, ours, outside)
    with pytest.raises(NetworkRefused) as refused:
        NETWORK.arrive(departure.facts, told, ours, outside)
    assert refused.value.word == "invalid_grant"


def test_another_account_than_the_named_one_is_refused_and_its_keys_go_back(
    browser: Browser, bluesky_servers: LittleBluesky, ours: Ours, outside: WayOut
) -> None:
    """Somebody who lets a colleague begin, and signs in themselves, connects nothing; what the server gave is given back at once."""
    anna, bo = bluesky_servers.resident("anna"), bluesky_servers.resident("boris")
    departure = NETWORK.depart(anna.handle, ours, outside)
    told = approve(browser, departure.address, callback=ours.callback_url)
    facts = {**departure.facts, "did": bo.did, "handle": bo.handle}
    with pytest.raises(NetworkRefused) as refused:
        NETWORK.arrive(facts, told, ours, outside)
    assert refused.value.word == "other account"
    assert outside.asked("/oauth/revoke")


def test_too_few_rights_connect_nothing(
    browser: Browser, bluesky_servers: LittleBluesky, ours: Ours, outside: WayOut, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server gives what was asked for; here the right to post was left out."""
    narrow = "atproto"
    monkeypatch.setattr("advocacy.networks.accounts.bluesky.signing_in.SCOPE", narrow)
    monkeypatch.setattr(client, "SCOPE", narrow)
    with pytest.raises(NetworkRefused) as refused:
        connect(browser, bluesky_servers.resident("dorte"), ours, outside)
    assert refused.value.word == "scope"
    assert outside.asked("/oauth/revoke")


@pytest.fixture(scope="module")
def renewing(browser: Browser, bluesky_servers: LittleBluesky, ours: Ours) -> Account:
    """An account whose keys are renewed and spoiled."""
    return connect(browser, bluesky_servers.resident("erik"), ours, WayOut(bluesky_servers.places))[0]


def test_keys_are_renewed_once_and_a_second_use_ends_everything(renewing: Account, ours: Ours, outside: WayOut) -> None:
    fresh = NETWORK.renew(renewing, ours, outside)
    assert fresh.secrets["refresh"] != renewing.secrets["refresh"]
    assert fresh.secrets["access"] != renewing.secrets["access"]
    assert (fresh.account, fresh.handle, fresh.scope) == (renewing.account, renewing.handle, renewing.scope)
    NETWORK.post(fresh, draft(), ours, outside)
    # Somebody uses the old key again, as a thief would: the server takes all of them away.
    with pytest.raises(NetworkRefused) as refused:
        NETWORK.renew(renewing, ours, outside)
    assert refused.value.is_signed_out
    with pytest.raises(NetworkRefused) as refused:
        NETWORK.post(fresh, draft(), ours, outside)
    assert refused.value.is_signed_out


def test_a_renewal_whose_answer_is_lost_is_not_known(renewing: Account, ours: Ours, outside: WayOut) -> None:
    def lose(method: str, url: str, forward: Callable[[], Fetched]) -> Fetched:
        raise EgressFailed("connection")

    outside.tamper = lose
    with pytest.raises(EgressFailed):
        NETWORK.renew(renewing, ours, outside)


def test_keys_that_were_given_back_open_nothing(browser: Browser, bluesky_servers: LittleBluesky, ours: Ours, outside: WayOut) -> None:
    connected, _departure, _told = connect(browser, bluesky_servers.resident("freja"), ours, outside)
    NETWORK.end(connected, ours, outside)
    for attempt in (lambda: NETWORK.post(connected, draft(), ours, outside), lambda: NETWORK.renew(connected, ours, outside)):
        with pytest.raises(NetworkRefused) as refused:
            attempt()
        assert refused.value.is_signed_out
    NETWORK.end(connected, ours, outside)  # A second time does no harm.


class _QuietHandler(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:
        """A test that fails says so itself."""


@pytest.fixture
def described_app(own_app: Flask, bluesky_servers: LittleBluesky) -> Iterator[Ours]:
    """This application behind the public address that the little Bluesky reads it at."""
    public, place = bluesky_servers.stand_in
    settings = own_app.extensions["advocacy.settings"]
    own_app.extensions["advocacy.settings"] = replace(settings, public_url=public)
    server = make_server("127.0.0.1", int(place.rsplit(":", 1)[1]), own_app, threaded=True, request_handler=_QuietHandler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield ours_at(bluesky_servers, public)
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_installation_that_nobody_outside_can_read_says_so(camilla: Resident, bluesky_servers: LittleBluesky, outside: WayOut) -> None:
    """The description stands at our public address; here nobody answers there."""
    with pytest.raises(NetworkRefused) as refused:
        NETWORK.depart(camilla.handle, ours_at(bluesky_servers, bluesky_servers.stand_in[0]), outside)
    assert refused.value.word == "invalid_client_metadata"
    assert "Tell the people who run this site" in str(refused.value.sentence)


def test_a_public_installation_is_known_by_its_description_and_signs_for_itself(
    browser: Browser, bluesky_servers: LittleBluesky, described_app: Ours, outside: WayOut
) -> None:
    """The server reads our pages for our description and our key, and takes nothing from who cannot sign with it."""
    gitte = bluesky_servers.resident("gitte")
    connected, departure, _told = connect(browser, gitte, described_app, outside)
    assert connected.secrets["client_id"] == f"{described_app.public_url}/networks/client-metadata.json"
    NETWORK.post(connected, draft(), described_app, outside)
    fresh = NETWORK.renew(connected, described_app, outside)
    thief = replace(described_app, signing_key=client.signing_key("another secret" * 4))
    with pytest.raises(NetworkRefused) as refused:
        NETWORK.renew(fresh, thief, outside)
    assert refused.value.word == "invalid_client"
    assert all("client_assertion" in each[3].decode() for each in outside.asked("/oauth/token"))
    assert departure.facts["issuer"] == bluesky_servers.pds
