"""Somebody's own account on a Mastodon server: connected with the least rights, posted to on a press, given back in one tap."""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from typing import Any
from urllib.parse import urlencode

from advocacy.foundation import clock
from advocacy.foundation.egress import EgressFailed
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.networks.accounts.account import Account, Departure, Draft, NetworkRefused, Ours, Outside, Posted, Reactions
from advocacy.networks.accounts.mastodon.looking import find_message, look_at_message
from advocacy.networks.accounts.mastodon.posting import post_message
from advocacy.networks.accounts.mastodon.server import KnownAs, Server, introduce_us, read_server, rights_for
from advocacy.networks.accounts.mastodon.talking import Talk, is_at, not_known, number_of, object_of, word_of
from advocacy.networks.catalogue.mastodon import server_url
from advocacy.networks.catalogue.network import NetworkKind

#: What a server answers whose memory of us is gone; the next attempt introduces us anew.
_FORGOTTEN = frozenset({"invalid_client", "unauthorized_client", "invalid_scope"})
_LONGEST_CODE, _LONGEST_HANDLE = 2_000, 253


class Mastodon:
    """The words of ``AccountNetwork``, as Mastodon's own documentation answers them."""

    kind = NetworkKind.MASTODON

    def new_key(self) -> str:
        """Sent as ``Idempotency-Key``."""
        return secrets.token_urlsafe(18)

    def depart(self, typed: str, ours: Ours, outside: Outside) -> Departure:
        """Asks the server what it is, introduces us where it does not know us yet, and names the page for signing in."""
        server = read_server(typed, ours, outside)
        rights, state, verifier = " ".join(rights_for(server, outside=outside)), secrets.token_urlsafe(32), secrets.token_urlsafe(48)
        asked = {"response_type": "code", "redirect_uri": ours.callback_url, "scope": rights, "state": state}
        if server.takes_challenge:
            asked |= {"code_challenge": _challenge(verifier), "code_challenge_method": "S256"}
        known = KnownAs(ours.client_id, ours.client_secret)
        if not known.client_id or not _is_remembered(server, known, asked, outside):
            known = introduce_us(server, ours, outside)
        facts = {
            "state": state,
            "verifier": verifier if server.takes_challenge else "",
            "host": server.host,
            "issuer": server.issuer or server.url,
            "names_issuer": server.names_issuer,
            "token": server.token,
            "revoke": server.revoke,
            "scope": rights,
            "client_id": known.client_id,
            "client_secret": known.client_secret,
        }
        return Departure(_address(server, known, asked), state, facts)

    def arrive(self, facts: Mapping[str, Any], told: Mapping[str, str], ours: Ours, outside: Outside) -> Account:
        """Changes the code for a token, and asks whose it is."""
        _check_return(facts, told)
        talk = Talk(server_url(facts["host"], ours.places), outside)
        pairs = [
            ("grant_type", "authorization_code"),
            ("code", told["code"]),
            ("redirect_uri", ours.callback_url),
            ("scope", facts["scope"]),
        ]
        pairs += [("client_id", facts["client_id"]), ("client_secret", facts["client_secret"])]
        if facts["verifier"]:
            pairs.append(("code_verifier", facts["verifier"]))
        answer = talk.post(facts["token"], pairs)
        given = object_of(answer)
        token = word_of(given, "access_token", 2_000)
        if answer.status != 200 or not token or not token.isascii():
            raise _refused_return(word_of(given, "error"))
        return _whose(talk, facts, given, lambda account: self.end(account, ours, outside))

    def needs_renewal(self, account: Account, now: datetime) -> bool:
        """Mastodon's tokens do not end by themselves."""
        return False

    def renew(self, account: Account, ours: Ours, outside: Outside) -> Account:
        """There is nothing to renew."""
        return account

    def post(self, account: Account, draft: Draft, ours: Ours, outside: Outside) -> Posted:
        """Public, at once, in its language, with the picture and its alternative text."""
        return post_message(_talk(account, ours, outside), draft)

    def find(self, account: Account, draft: Draft, ours: Ours, outside: Outside) -> Posted | None:
        """Looks at the account's newest messages for the link, which is in no other message."""
        return find_message(_talk(account, ours, outside), str(account.secrets["id"]), draft)

    def look(self, account: Account, posted: Posted, ours: Ours, outside: Outside) -> Reactions | None:
        """As a stranger, and with the token only where the server shows nothing to strangers."""
        return look_at_message(_talk(account, ours, outside), posted, account=account.account)

    def end(self, account: Account, ours: Ours, outside: Outside) -> None:
        """The token is worth nothing afterwards."""
        talk, kept = _talk(account, ours, outside), account.secrets
        pairs = [("client_id", kept["client_id"]), ("client_secret", kept["client_secret"]), ("token", kept["token"])]
        answer = talk.post(kept["revoke"], pairs, is_stranger=True)
        if answer.status >= 500:
            raise not_known(answer)
        if answer.status != 200:
            raise NetworkRefused(f"revoke {answer.status}", _("Your server did not take the right back. You can remove it there yourself."))


NETWORK = Mastodon()


def _address(server: Server, known: KnownAs, asked: Mapping[str, str]) -> str:
    return f"{server.authorise}?{urlencode({**asked, 'client_id': known.client_id})}"


def _is_remembered(server: Server, known: KnownAs, asked: Mapping[str, str], outside: Outside) -> bool:
    """Whether the page for signing in opens. There are servers that forget an application with the first token it gives back."""
    answer = Talk(server.url, outside).get(_address(server, known, asked))
    return answer.status not in {400, 401, 404, 422}


def _talk(account: Account, ours: Ours, outside: Outside) -> Talk:
    return Talk(server_url(account.host, ours.places), outside, str(account.secrets["token"]))


def _check_return(facts: Mapping[str, Any], told: Mapping[str, str]) -> None:
    """The state is ours, the issuer is the one we went to, and the person said yes."""
    if not compare_digest(str(facts["state"]).encode(), told.get("state", "").encode()):
        raise NetworkRefused("other state", _("This answer does not belong to what you began. Start again from here."))
    if ("iss" in told or facts["names_issuer"]) and told.get("iss", "").rstrip("/") != facts["issuer"].rstrip("/"):
        raise NetworkRefused("other issuer", _("This answer came from another server than the one you went to. Nothing was connected."))
    if "error" in told or not 0 < len(told.get("code", "")) <= _LONGEST_CODE:
        raise _refused_return(told.get("error", ""))


def _refused_return(word: str) -> NetworkRefused:
    if word in _FORGOTTEN:
        return NetworkRefused("app unknown", _("Your server has forgotten us since last time. Please connect once more."))
    if word == "access_denied":
        return NetworkRefused("denied", _("You said no at your server. Nothing was connected."))
    return NetworkRefused("no token", _("Your server did not let us in. Please connect once more."))


def _whose(talk: Talk, facts: Mapping[str, Any], given: Mapping[str, Any], end: Any) -> Account:
    """The account behind a new token. A token that cannot be used is given back before anything else."""
    token, scope = word_of(given, "access_token", 2_000), word_of(given, "scope") or str(facts["scope"])
    kept = {"token": token, "client_id": facts["client_id"], "client_secret": facts["client_secret"], "revoke": facts["revoke"]}
    unknown = Account(str(facts["host"]), "", "", scope, kept)
    talk.token = token
    try:
        _check_rights(str(facts["scope"]), scope)
        answer = talk.get("/api/v1/accounts/verify_credentials")
        told = object_of(answer)
        number, name = word_of(told, "id", 200), word_of(told, "username", 200)
        if answer.status != 200 or not number or not name:
            raise NetworkRefused("nobody", _("Your server did not say whose account it is. Nothing was connected."))
    except (NetworkRefused, EgressFailed):
        _try(end, unknown)
        raise
    address = word_of(told, "url")
    address = address if is_at(address, talk.url) else f"{talk.url}/@{name}"
    ends = number_of(given, "expires_in")
    expires_at = clock.now() + timedelta(seconds=ends) if ends else None
    return Account(unknown.host, address, f"@{name}@{unknown.host}"[:_LONGEST_HANDLE], scope, {**kept, "id": number}, expires_at)


def _check_rights(wanted: str, given: str) -> None:
    """A right is given by its own name or by the wider one it is part of."""
    held = set(given.split())
    missing = [right for right in wanted.split() if right not in held and right.partition(":")[0] not in held]
    if any(right.startswith("write") for right in missing):
        raise NetworkRefused("too few rights", _("Your server did not give the right to post. Nothing was connected."))


def _try(end: Any, account: Account) -> None:
    try:
        end(account)
    except (NetworkRefused, EgressFailed):
        return  # It was never kept here, and nobody else has it.


def _challenge(verifier: str) -> str:
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
