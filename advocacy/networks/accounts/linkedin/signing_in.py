"""The way to LinkedIn and back: its sign-in for people, and one right more, to create posts."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlencode

import regex

from advocacy.foundation import clock
from advocacy.foundation.egress import EgressFailed, Fetched
from advocacy.foundation.text import clean_line, shortened
from advocacy.networks.accounts.account import Account, Departure, NetworkRefused, Ours, Outside
from advocacy.networks.accounts.answers import number_in, read_object, word_in
from advocacy.networks.accounts.linkedin import refusals

POSTING = "w_member_social"
SCOPE = f"openid profile {POSTING}"
HOST = "www.linkedin.com"
#: LinkedIn's tokens live sixty days; one that said it lives longer would be mistaken.
_LONGEST_SECONDS = 60 * 86_400
_LONGEST_CODE, _LONGEST_NAME = 2000, 100
_MEMBER = regex.compile(r"[A-Za-z0-9_-]{1,100}")
_NO = frozenset({"user_cancelled_login", "user_cancelled_authorize", "access_denied"})
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def sign_in_place(ours: Ours) -> str:
    """Where people sign in."""
    return ours.place or f"https://{HOST}"


def interface_place(ours: Ours) -> str:
    """Where programs ask."""
    return ours.place or "https://api.linkedin.com"


def depart(ours: Ours) -> Departure:
    """To LinkedIn's page. There is nothing to find out beforehand, and it has no proof of the code's way (PKCE) for web servers."""
    state = secrets.token_urlsafe(32)
    asked = {"response_type": "code", "client_id": ours.client_id, "redirect_uri": ours.callback_url, "state": state, "scope": SCOPE}
    address = f"{sign_in_place(ours)}/oauth/v2/authorization?{urlencode(asked, quote_via=quote)}"
    return Departure(address, state, {"state": state, "redirect_uri": ours.callback_url})


def arrive(facts: Mapping[str, Any], told: Mapping[str, str], ours: Ours, outside: Outside) -> Account:
    """The connected account: the code for a token, and the token's own name for the member."""
    if not hmac.compare_digest(told.get("state", "").encode(), str(facts["state"]).encode()):
        raise refusals.not_this_return("state")
    if told.get("error"):
        raise refusals.said_no() if told["error"] in _NO else refusals.not_this_return(told["error"][:100])
    code = told.get("code", "")
    if not 0 < len(code) <= _LONGEST_CODE:
        raise refusals.not_this_return("code")
    try:
        return _account(_token(facts, code, ours, outside), ours, outside)
    except EgressFailed as error:
        raise refusals.silent() from error


def end(account: Account, ours: Ours, outside: Outside) -> None:
    """Takes the token back at LinkedIn; one that it does not know any more is as good as taken back."""
    fields = {"client_id": ours.client_id, "client_secret": ours.client_secret, "token": str(account.secrets["access"])}
    answer = outside("POST", f"{sign_in_place(ours)}/oauth/v2/revoke", headers=_FORM, body=urlencode(fields).encode())
    if answer.status == 429 or answer.status >= 500:
        raise refusals.refused(answer)


def _token(facts: Mapping[str, Any], code: str, ours: Ours, outside: Outside) -> dict[str, Any]:
    fields = {
        "grant_type": "authorization_code",
        "code": code,
        "client_id": ours.client_id,
        "client_secret": ours.client_secret,
        "redirect_uri": str(facts["redirect_uri"]),
    }
    url = f"{sign_in_place(ours)}/oauth/v2/accessToken"
    told = _told(outside("POST", url, headers=_FORM, body=urlencode(fields).encode()))
    if not word_in(told, "access_token"):
        raise refusals.not_this_return("token")
    # LinkedIn writes the rights with commas, its documentation with spaces.
    if POSTING not in word_in(told, "scope").replace(",", " ").split():
        raise refusals.too_few_rights()
    return told


def _account(told: Mapping[str, Any], ours: Ours, outside: Outside) -> Account:
    token = word_in(told, "access_token")
    who = _told(outside("GET", f"{interface_place(ours)}/v2/userinfo", headers={"Authorization": f"Bearer {token}"}))
    member = word_in(who, "sub")
    if not _MEMBER.fullmatch(member):
        raise refusals.not_this_return("member")
    seconds = min(number_in(told, "expires_in") or 0, _LONGEST_SECONDS)
    return Account(
        host=HOST,
        account=f"urn:li:person:{member}",
        handle=shortened(clean_line(word_in(who, "name")), _LONGEST_NAME) or "LinkedIn",
        scope=" ".join(word_in(told, "scope").replace(",", " ").split())[:500],
        secrets={"access": token},
        expires_at=clock.now() + timedelta(seconds=seconds),
    )


def _told(answer: Fetched) -> dict[str, Any]:
    """What LinkedIn answered while somebody was connecting; any refusal then is one of connecting, not of being signed out."""
    if answer.status == 429 or answer.status >= 500:
        raise refusals.silent()
    if answer.status != 200:
        refusal: NetworkRefused = refusals.refused(answer)
        raise refusals.not_this_return(refusal.word)
    return read_object(answer)
