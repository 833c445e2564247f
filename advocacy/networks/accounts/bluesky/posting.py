"""Posts one message on a person's own server, once: its key is chosen before, and the server keeps one record for a key."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from advocacy.foundation import clock
from advocacy.foundation.egress import EgressFailed, Fetched
from advocacy.foundation.errors import AdvocacyError
from advocacy.networks.accounts.account import Account, Draft, NetworkRefused, Outside, Posted
from advocacy.networks.accounts.answers import not_known, read_object, word_in
from advocacy.networks.accounts.bluesky import refusals
from advocacy.networks.accounts.bluesky.client import PICTURES
from advocacy.networks.accounts.bluesky.record import COLLECTION, holds_link, record_of
from advocacy.networks.accounts.dpop import Prover
from advocacy.networks.counting import count_for_bluesky

#: A server names what is missing by a word of its own or, for a closed account, only in a sentence.
_NO_SUCH = ("Could not find repo", "Could not locate record")
_MISSING = frozenset({"RecordNotFound", "RepoNotFound", "RepoDeactivated", "RepoTakendown", "RepoSuspended"})


def post(account: Account, draft: Draft, outside: Outside) -> Posted:
    """Posts, unless a message with this key stands there already."""
    if not count_for_bluesky(draft.words).is_within:
        raise refusals.too_long()
    speak = _Speaker(account, outside)
    thumb = _thumb(account, draft, speak)
    record = record_of(draft, thumb, clock.now())
    asked = {"repo": account.account, "collection": COLLECTION, "rkey": draft.key, "record": record}
    answer = speak.call("com.atproto.repo.createRecord", "application/json", lambda: json.dumps(asked).encode())
    if answer.status == 200:
        return posted_as(account.account, draft.key)
    return _after_refusal(account, draft, answer, outside)


def find(account: Account, draft: Draft, outside: Outside) -> Posted | None:
    """Looks for the record of this key, which everybody may read; one without the draft's link is another message."""
    found = _record(account.secrets["server"], account.account, draft.key, outside)
    is_it = found is not None and holds_link(found, draft.card.link)
    return posted_as(account.account, draft.key) if is_it else None


def stands(server: str, did: str, key: str, outside: Outside) -> bool:
    """Whether a record stands on a server; an account that is closed there has none."""
    return _record(server, did, key, outside) is not None


def _record(server: str, did: str, key: str, outside: Outside) -> dict[str, Any] | None:
    asked = urlencode({"repo": did, "collection": COLLECTION, "rkey": key})
    answer = outside("GET", f"{server}/xrpc/com.atproto.repo.getRecord?{asked}")
    told = read_object(answer)
    if answer.status == 200:
        value = told.get("value")
        return value if isinstance(value, dict) else {}
    if answer.status in (400, 404) and (word_in(told, "error") in _MISSING or word_in(told, "message").startswith(_NO_SUCH)):
        return None
    raise refusals.not_now(f"looking answered {answer.status}", 60)


def posted_as(did: str, key: str) -> Posted:
    """What a record is called there, and the page on which people read it; both outlive a change of name."""
    return Posted(f"at://{did}/{COLLECTION}/{key}", f"https://bsky.app/profile/{did}/post/{key}")


class _Speaker:
    """Calls one person's server in their name."""

    def __init__(self, account: Account, outside: Outside) -> None:
        self._secrets = account.secrets
        self._prover = Prover(account.secrets["key"], outside)

    def call(self, name: str, kind: str, body: Callable[[], bytes]) -> Fetched:
        return self._prover.call(
            "POST", f"{self._secrets['server']}/xrpc/{name}", token=self._secrets["access"], headers={"Content-Type": kind}, body=body
        )

    def learn_number(self) -> None:
        """A small question first: a server that wants its number in the proof would hang up while a picture is still on its way."""
        url = f"{self._secrets['server']}/xrpc/com.atproto.server.getSession"
        answer = self._prover.call("GET", url, token=self._secrets["access"])
        if answer.status == 401:
            raise refusals.refused(answer)


def _thumb(account: Account, draft: Draft, speak: _Speaker) -> dict[str, Any] | None:
    """Brings the picture, where there is one and the person gave the right; what the server calls it then."""
    picture = draft.card.picture
    if not picture or not draft.card.link or PICTURES not in account.scope.split():
        return None
    speak.learn_number()
    answer = speak.call("com.atproto.repo.uploadBlob", draft.card.picture_type, lambda: picture)
    if answer.status != 200:
        raise refusals.refused(answer)
    blob = read_object(answer).get("blob")
    return blob if isinstance(blob, dict) else None


def _after_refusal(account: Account, draft: Draft, answer: Fetched, outside: Outside) -> Posted:
    """A server that has the record already says that it failed, and nothing more; so one looks before believing it."""
    refusal: AdvocacyError = not_known(answer) if answer.status >= 500 else refusals.refused(answer)
    if isinstance(refusal, NetworkRefused) and refusal.is_signed_out:
        raise refusal
    try:
        found = find(account, draft, outside)
    except (EgressFailed, NetworkRefused) as error:
        raise refusal from error
    if found is None:
        raise refusal
    return found
