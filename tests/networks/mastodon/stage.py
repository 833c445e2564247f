"""How these tests speak with a server: through our own code, with the one way out opened to that server's place alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from flask import Flask
from flask.testing import FlaskClient

from advocacy.config import Settings
from advocacy.foundation import egress
from advocacy.foundation.egress import Fetched
from advocacy.networks.accounts.account import Account, Card, Draft, Ours, Outside, Posted

CALLBACK = "http://127.0.0.1:8000/networks/back"
WORDS = "Ny sansehave på Fjordglimt 🌿 Kig forbi!"
#: One red point, as a picture.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


def outside_to(*places: str) -> Outside:
    """The real way out, open to these places in the house."""

    def call(method: str, url: str, *, headers: Mapping[str, str] | None = None, body: bytes = b"", limit_bytes: int = 500_000) -> Fetched:
        return egress.call(method, url, headers=headers, body=body, limit_bytes=limit_bytes, allowed=frozenset(places), deadline_seconds=20)

    return call


def ours_at(*places: str) -> Ours:
    """Who we say that we are."""
    return Ours("http://127.0.0.1:8000", CALLBACK, places=frozenset(places))


def account_at(place: str, token: str, number: str, name: str = "medarbejder", address: str = "") -> Account:
    """An account as ``arrive`` leaves it."""
    url = f"http://{place}"
    secrets = {"token": token, "client_id": "c", "client_secret": "s", "revoke": f"{url}/oauth/revoke", "id": number}
    return Account(place, address or f"{url}/@{name}", f"@{name}@{place}", "read:accounts write:statuses write:media", secrets)


def draft(key: str, words: str = WORDS, link: str = "https://del.example.dk/r/Ab3xY9", picture: bytes | None = None) -> Draft:
    """A message with its link in it."""
    card = Card(link, "Sansehaven", "En have for sanserne", picture, "image/png", "En have med lavendler og en bænk" if picture else "")
    return Draft(f"{words}\n{link}", "da", card, key)


@contextmanager
def allowing(app: Flask, *places: str) -> Any:
    """The application with ADVOCACY_EGRESS_ALLOW set to these places."""
    before: Settings = app.extensions["advocacy.settings"]
    app.extensions["advocacy.settings"] = replace(before, egress_allow=",".join(places))
    try:
        yield
    finally:
        app.extensions["advocacy.settings"] = before


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_told: Any) -> None:
        """What a server sends on to is looked at, not followed."""


def say_yes(address: str, fields: Mapping[str, str]) -> str:
    """What a person does in their browser at the server's page: opens it, fills in the form, sends it. Returns where it sends them."""
    opener = build_opener(_Stay)
    page = opener.open(address, timeout=20).read().decode()
    action = re.search(r'<form[^>]*action="([^"]+)"', page)
    assert action, page
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    try:
        opener.open(Request(urljoin(address, action[1]), urlencode({**hidden, **fields}).encode()), timeout=20)
    except HTTPError as sent_on:
        return str(sent_on.headers["Location"])
    raise AssertionError("the server did not send us on")


def told_in(address: str) -> dict[str, str]:
    """What stands in the query of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def set_out(client: FlaskClient, place: str) -> str:
    """Presses Connect, and returns the address the next page leads to."""
    answer = client.post("/networks/connect", data={"network": "mastodon", "typed": place})
    assert answer.status_code == 303, answer.text
    page = client.get(answer.headers["Location"]).text
    found = re.search(rf'href="(http://{re.escape(place)}/oauth/authorize[^"]+)"', page)
    assert found, page
    return found[1].replace("&amp;", "&")


def connect(client: FlaskClient, place: str, fields: Mapping[str, str]) -> str:
    """The whole way there and back; returns the page people then see."""
    back = say_yes(set_out(client, place), fields)
    answer = client.get(back.removeprefix("http://127.0.0.1:8000"))
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/networks/"
    return client.get("/networks/").text


__all__ = [
    "CALLBACK",
    "PICTURE",
    "Posted",
    "account_at",
    "allowing",
    "connect",
    "draft",
    "ours_at",
    "outside_to",
    "say_yes",
    "set_out",
    "told_in",
]
