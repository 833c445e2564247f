"""The keys to an account: asked for with a code, renewed with the one before, given back."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from advocacy.foundation import clock
from advocacy.foundation.egress import EgressFailed, Fetched
from advocacy.networks.accounts.account import Account, NetworkRefused, Ours, Outside
from advocacy.networks.accounts.answers import not_known, number_in, read_object, word_in
from advocacy.networks.accounts.bluesky import refusals
from advocacy.networks.accounts.bluesky.client import IDENTITY, POSTING, credentials
from advocacy.networks.accounts.dpop import Prover

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
#: How long a key is taken to be good where the server does not say.
_SHORTEST, _LONGEST_SECONDS = 60, 86_400


def form_call(prover: Prover, url: str, facts: Mapping[str, Any], fields: Mapping[str, str], ours: Ours) -> Fetched:
    """Asks the gate for something, and shows each time anew that it is us."""

    def body() -> bytes:
        return urlencode({**fields, **credentials(facts["client_id"], facts["issuer"], ours)}).encode()

    return prover.call("POST", url, headers=_FORM, body=body)


def exchanged(facts: Mapping[str, Any], code: str, ours: Ours, outside: Outside) -> Account:
    """The account for the code that came back; refused where it is another account or where the rights are too few."""
    fields = {"grant_type": "authorization_code", "code": code, "redirect_uri": facts["redirect_uri"], "code_verifier": facts["verifier"]}
    answer = form_call(Prover(facts["key"], outside), facts["token"], facts, fields, ours)
    if answer.status >= 500:
        raise refusals.silent_server()
    if answer.status != 200:
        raise refusals.not_this_return(word_in(read_object(answer), "error")[:100] or str(answer.status))
    told = read_object(answer)
    account = _account(facts, told)
    if not _is_whole(account, told):
        raise refusals.not_this_return("token")
    if told.get("sub") != facts["did"] or not _suffices(account.scope):
        _give_back_quietly(account, ours, outside)
        raise refusals.other_account() if told.get("sub") != facts["did"] else refusals.too_few_rights()
    return account


def renewed(account: Account, ours: Ours, outside: Outside) -> Account:
    """New keys for the old ones, which are worth nothing from this moment on: each can be used once only.

    Where the answer is lost nobody has the new keys; the next try is refused, and the person connects again.
    """
    facts = account.secrets
    fields = {"grant_type": "refresh_token", "refresh_token": facts["refresh"]}
    answer = form_call(Prover(facts["key"], outside), facts["token"], facts, fields, ours)
    if answer.status >= 500:
        raise not_known(answer)
    told = read_object(answer)
    if answer.status == 429:
        raise refusals.refused(answer)
    if answer.status != 200:
        raise refusals.signed_out(word_in(told, "error")[:100] or str(answer.status))
    fresh = _account({**facts, "did": account.account, "handle": account.handle}, told)
    if told.get("sub") != account.account or not _is_whole(fresh, told) or not _suffices(fresh.scope):
        _give_back_quietly(fresh, ours, outside)
        raise refusals.signed_out("changed")
    return fresh


def given_back(account: Account, ours: Ours, outside: Outside) -> None:
    """Tells the gate that these keys are no longer wanted; one that it does not know any more is as good as given back."""
    facts = account.secrets
    answer = form_call(Prover(facts["key"], outside), facts["revocation"], facts, {"token": facts["refresh"]}, ours)
    if answer.status == 429 or answer.status >= 500:
        raise refusals.refused(answer)


def _account(facts: Mapping[str, Any], told: Mapping[str, Any]) -> Account:
    seconds = min(max(number_in(told, "expires_in") or _SHORTEST, _SHORTEST), _LONGEST_SECONDS)
    kept = {name: facts[name] for name in ("issuer", "token", "revocation", "server", "client_id", "key")}
    return Account(
        host=str(facts["server"]).split("://", 1)[1],
        account=str(facts["did"]),
        handle=str(facts["handle"]),
        scope=word_in(told, "scope"),
        secrets={**kept, "access": word_in(told, "access_token"), "refresh": word_in(told, "refresh_token")},
        expires_at=clock.now() + timedelta(seconds=seconds),
    )


def _is_whole(account: Account, told: Mapping[str, Any]) -> bool:
    """Both keys are there, and they are worth nothing without our proof."""
    return word_in(told, "token_type").lower() == "dpop" and bool(account.secrets["access"] and account.secrets["refresh"])


def _give_back_quietly(account: Account, ours: Ours, outside: Outside) -> None:
    """Keys that we do not want; where they cannot be given back they end by themselves."""
    with suppress(EgressFailed, NetworkRefused):
        given_back(account, ours, outside)


def _suffices(scope: str) -> bool:
    return {IDENTITY, POSTING} <= set(scope.split())
