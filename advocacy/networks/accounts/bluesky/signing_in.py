"""The way to Bluesky and back: who it is, where one asks, what must be known on return, and whether it is the same account."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from advocacy.foundation.egress import EgressFailed
from advocacy.networks.accounts.account import Account, Departure, Ours, Outside
from advocacy.networks.accounts.answers import read_object, word_in
from advocacy.networks.accounts.bluesky import identity, refusals, tokens
from advocacy.networks.accounts.bluesky.client import SCOPE, callback_of, client_id
from advocacy.networks.accounts.bluesky.discovery import Gate, find_gate
from advocacy.networks.accounts.dpop import Prover, digest, new_key

_LONGEST_CODE = 2000


def depart(typed: str, ours: Ours, outside: Outside) -> Departure:
    """Asks beforehand, from machine to machine, so that nothing of what is asked passes through the browser (RFC 9126)."""
    who = identity.resolve(typed, ours, outside)
    gate = find_gate(who.server, outside)
    facts = _facts(who, gate, ours)
    request = _pushed(facts, gate, ours, outside)
    address = f"{gate.authorization}?{urlencode({'client_id': facts['client_id'], 'request_uri': request})}"
    return Departure(address, facts["state"], facts)


def arrive(facts: Mapping[str, Any], told: Mapping[str, str], ours: Ours, outside: Outside) -> Account:
    """The connected account. What came back must belong to what was begun: same state, same issuer, same account."""
    if not hmac.compare_digest(told.get("state", "").encode(), str(facts["state"]).encode()):
        raise refusals.not_this_return("state")
    if not hmac.compare_digest(told.get("iss", "").encode(), str(facts["issuer"]).encode()):
        raise refusals.not_this_return("iss")
    if told.get("error"):
        raise refusals.said_no() if told["error"] == "access_denied" else refusals.not_this_return(told["error"][:100])
    code = told.get("code", "")
    if not 0 < len(code) <= _LONGEST_CODE:
        raise refusals.not_this_return("code")
    try:
        return tokens.exchanged(facts, code, ours, outside)
    except EgressFailed as error:
        raise refusals.silent_server() from error


def _facts(who: identity.Identity, gate: Gate, ours: Ours) -> dict[str, Any]:
    return {
        "state": secrets.token_urlsafe(32),
        "verifier": secrets.token_urlsafe(48),
        "key": new_key(),
        "client_id": client_id(ours),
        "redirect_uri": callback_of(ours),
        "did": who.did,
        "handle": who.handle,
        "server": who.server,
        "issuer": gate.issuer,
        "token": gate.token,
        "revocation": gate.revocation,
    }


def _pushed(facts: Mapping[str, Any], gate: Gate, ours: Ours, outside: Outside) -> str:
    fields = {
        "response_type": "code",
        "redirect_uri": str(facts["redirect_uri"]),
        "scope": SCOPE,
        "state": str(facts["state"]),
        "code_challenge": digest(str(facts["verifier"])),
        "code_challenge_method": "S256",
        "login_hint": str(facts["handle"]),
    }
    try:
        answer = tokens.form_call(Prover(facts["key"], outside), gate.pushing, facts, fields, ours)
    except EgressFailed as error:
        raise refusals.silent_server() from error
    request = word_in(read_object(answer), "request_uri")
    if answer.status == 429 or answer.status >= 500:
        raise refusals.silent_server()
    if answer.status in (200, 201) and request:
        return request
    word = word_in(read_object(answer), "error")[:100] or "pushed request"
    raise refusals.unread_description(word) if word.startswith("invalid_client") else refusals.unfit_server(word)
