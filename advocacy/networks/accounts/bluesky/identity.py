"""Finds out who a name on Bluesky is: its lasting identity (DID), and the server that the account lives on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import regex

from advocacy.foundation.addresses import read_address
from advocacy.foundation.egress import EgressFailed, Fetched
from advocacy.foundation.text import clean_line
from advocacy.networks.accounts.account import Ours, Outside
from advocacy.networks.accounts.answers import read_object, word_in
from advocacy.networks.accounts.bluesky import refusals

_LONGEST_NAME = 253
_SMALL_ANSWER, _DOCUMENT = 10_000, 100_000
_NAME = regex.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?")
_DID = regex.compile(r"did:plc:[a-z2-7]{24}|did:web:[a-z0-9.-]{1,253}")
#: What people copy: the address of their page, or their name with an @.
_BEFORE_NAME = regex.compile(r"\A(?:(?:https?://)?(?:www\.)?bsky\.app/profile/|at://|@)", regex.IGNORECASE)


@dataclass(frozen=True)
class Identity:
    """An account as the public directories know it; ``server`` is an address without a path."""

    did: str
    handle: str
    server: str


def resolve(typed: str, ours: Ours, outside: Outside) -> Identity:
    """Who this is. The name must point at the identity and the identity back at the name; else somebody could borrow one."""
    wanted = name_in(typed)
    if _DID.fullmatch(wanted):
        return _by_did(wanted, ours, outside)
    did = _did_of(wanted, ours, outside)
    document = _document(did, ours, outside)
    if wanted not in _names_in(document):
        raise refusals.unproven_name()
    return Identity(did, wanted, _server_in(document))


def server_of(did: str, ours: Ours, outside: Outside) -> str:
    """Where an account lives now; people move."""
    return _server_in(_document(did, ours, outside))


def name_in(typed: str) -> str:
    """The name in what a person typed or pasted; one word alone is a name at Bluesky itself."""
    name = _BEFORE_NAME.sub("", clean_line(typed), count=1).split("/", 1)[0].split("?", 1)[0].rstrip(".")
    if _DID.fullmatch(name):
        return name
    name = name.lower()
    if name and "." not in name:
        name += ".bsky.social"
    if len(name) > _LONGEST_NAME or not _NAME.fullmatch(name):
        raise refusals.not_a_name()
    return name


def _by_did(did: str, ours: Ours, outside: Outside) -> Identity:
    document = _document(did, ours, outside)
    name = next(iter(_names_in(document)), "")
    if not _NAME.fullmatch(name) or _did_of(name, ours, outside) != did:
        raise refusals.unproven_name()
    return Identity(did, name, _server_in(document))


def _did_of(name: str, ours: Ours, outside: Outside) -> str:
    """The public view says it, which also knows names that are kept in the DNS; else the name's own site does.

    In this order, because a name kept in the DNS often has no site, and one that never answers would use up all the time there is.
    """
    said, is_silent = _said_by_the_view(name, ours, outside)
    found = said or _said_by_its_site(name, outside)
    if not found:
        raise refusals.silent_server() if is_silent else refusals.unknown_name()
    return found


def _said_by_the_view(name: str, ours: Ours, outside: Outside) -> tuple[str, bool]:
    """The identity, or nothing and whether the view was silent."""
    if not ours.appview:
        return "", False
    try:
        answer = outside("GET", f"{ours.appview}/xrpc/com.atproto.identity.resolveHandle?handle={name}", limit_bytes=_SMALL_ANSWER)
    except EgressFailed:
        return "", True
    said = word_in(read_object(answer), "did")
    return (said, False) if _DID.fullmatch(said) else ("", answer.status >= 500)


def _said_by_its_site(name: str, outside: Outside) -> str:
    try:
        answer = outside("GET", f"https://{name}/.well-known/atproto-did", limit_bytes=_SMALL_ANSWER)
    except EgressFailed:
        return ""  # A site that is silent or not public says nothing.
    said = answer.body.decode("ascii", "replace").strip() if answer.status == 200 else ""
    return said if _DID.fullmatch(said) else ""


def _document(did: str, ours: Ours, outside: Outside) -> dict[str, Any]:
    method, _colon, place = did.removeprefix("did:").partition(":")
    url = f"{ours.directory}/{quote(did, safe=':')}" if method == "plc" else f"https://{place}/.well-known/did.json"
    answer = _asked(url, outside, _DOCUMENT)
    if answer.status >= 500:
        raise refusals.silent_server()
    document = read_object(answer)
    if answer.status != 200 or document.get("id") != did:
        raise refusals.unknown_name()
    return document


def _names_in(document: dict[str, Any]) -> list[str]:
    named = document.get("alsoKnownAs")
    if not isinstance(named, list):
        return []
    return [each.removeprefix("at://").lower() for each in named if isinstance(each, str) and each.startswith("at://")]


def _server_in(document: dict[str, Any]) -> str:
    services = document.get("service")
    for each in services if isinstance(services, list) else []:
        if isinstance(each, dict) and str(each.get("id", "")).endswith("#atproto_pds"):
            server = origin_of(word_in(each, "serviceEndpoint"))
            if each.get("type") == "AtprotoPersonalDataServer" and server:
                return server
    raise refusals.unfit_server("no server")


def origin_of(url: str) -> str:
    """The address without a slash at its end; empty where it is none, or where it has a path."""
    address = read_address(url)
    return str(address).rstrip("/") if address is not None and address.target == "/" else ""


def _asked(url: str, outside: Outside, limit_bytes: int) -> Fetched:
    try:
        return outside("GET", url, limit_bytes=limit_bytes)
    except EgressFailed as error:
        raise refusals.silent_server() from error
