"""Finds the machine that may let us in for an account: its server names it, and it describes itself (RFC 9728, RFC 8414)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from advocacy.foundation.addresses import read_address
from advocacy.foundation.egress import EgressFailed
from advocacy.networks.accounts.account import Outside
from advocacy.networks.accounts.answers import read_object, word_in
from advocacy.networks.accounts.bluesky import refusals
from advocacy.networks.accounts.bluesky.client import IDENTITY
from advocacy.networks.accounts.bluesky.identity import origin_of
from advocacy.networks.accounts.dpop import ALGORITHM

_LIMIT = 100_000
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "pushed_authorization_request_endpoint", "revocation_endpoint")


@dataclass(frozen=True)
class Gate:
    """Where one asks to be let in."""

    issuer: str
    authorization: str
    token: str
    pushing: str
    revocation: str


def find_gate(server: str, outside: Outside) -> Gate:
    """The machine that a person's own server trusts with signing in.

    Every rule of the AT Protocol's OAuth profile that we rely on is checked.
    """
    protected = _read(f"{server}/.well-known/oauth-protected-resource", outside)
    issuers = protected.get("authorization_servers")
    if not isinstance(issuers, list) or len(issuers) != 1 or origin_of(str(protected.get("resource", ""))) != server:
        raise refusals.unfit_server("protected resource")
    issuer = origin_of(str(issuers[0]))
    if not issuer or issuer != issuers[0]:
        raise refusals.unfit_server("issuer")
    told = _read(f"{issuer}/.well-known/oauth-authorization-server", outside)
    if told.get("issuer") != issuer or not _keeps_the_profile(told):
        raise refusals.unfit_server("profile")
    endpoints = [word_in(told, name) for name in _ENDPOINTS]
    if not all(_is_as_safe_as(issuer, endpoint) for endpoint in endpoints):
        raise refusals.unfit_server("endpoints")
    return Gate(issuer, *endpoints)


def _keeps_the_profile(told: dict[str, Any]) -> bool:
    wanted = {
        "code_challenge_methods_supported": "S256",
        "dpop_signing_alg_values_supported": ALGORITHM,
        "scopes_supported": IDENTITY,
        "grant_types_supported": "refresh_token",
    }
    flags = (
        "authorization_response_iss_parameter_supported",
        "require_pushed_authorization_requests",
        "client_id_metadata_document_supported",
    )
    return all(_has(told, name, word) for name, word in wanted.items()) and all(told.get(flag) is True for flag in flags)


def _has(told: dict[str, Any], name: str, word: str) -> bool:
    named = told.get(name)
    return isinstance(named, list) and word in named


def _is_as_safe_as(issuer: str, endpoint: str) -> bool:
    """https, as the issuer is; only a place in the house that the configuration allows speaks http, and the way out looks after that."""
    address = read_address(endpoint)
    return address is not None and endpoint.startswith(issuer.split(":", 1)[0] + "://") and "#" not in endpoint and "?" not in endpoint


def _read(url: str, outside: Outside) -> dict[str, Any]:
    try:
        answer = outside("GET", url, limit_bytes=_LIMIT)
    except EgressFailed as error:
        raise refusals.silent_server() from error
    if answer.status >= 500:
        raise refusals.silent_server()
    if answer.status != 200:
        raise refusals.unfit_server("metadata")
    return read_object(answer)
