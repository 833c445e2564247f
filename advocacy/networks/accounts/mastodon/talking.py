"""One talk with one Mastodon server: questions, answers, and how it says that it has had enough of us."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from advocacy.foundation import clock
from advocacy.foundation.egress import EgressFailed, Fetched
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.networks.accounts.account import NetworkRefused, Outside

_FORM = "application/x-www-form-urlencoded"
#: Mastodon counts 300 calls in five minutes; where it does not say when to come back, that is long enough.
_WAIT_SECONDS, _LONGEST_WAIT = 300, 3_600

Pairs = Sequence[tuple[str, str]]


@dataclass
class Talk:
    """A server's address, the way out, and the token of the account that speaks; without one we are strangers there."""

    url: str
    outside: Outside
    token: str = ""
    #: How many seconds the server wants to be left alone; it says so with the last call it grants.
    _rest: int = 0

    def get(self, path: str, *, is_stranger: bool = False) -> Fetched:
        """Asks for something."""
        return self._send("GET", path, {}, b"", is_stranger=is_stranger)

    def post(self, path: str, pairs: Pairs, *, is_stranger: bool = False, **headers: str) -> Fetched:
        """Sends a form."""
        return self.send(path, _FORM, urlencode(pairs).encode(), is_stranger=is_stranger, **headers)

    def send(self, path: str, kind: str, body: bytes, *, is_stranger: bool = False, **headers: str) -> Fetched:
        """Sends a body of some kind."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._send("POST", path, {"Content-Type": kind, **named}, body, is_stranger=is_stranger)

    def _send(self, method: str, path: str, headers: Mapping[str, str], body: bytes, *, is_stranger: bool) -> Fetched:
        if self._rest:
            raise busy(self._rest)
        signed = {} if is_stranger or not self.token else {"Authorization": f"Bearer {self.token}"}
        url = path if path.startswith(self.url + "/") else self.url + path
        answer = self.outside(method, url, headers={**headers, **signed}, body=body)
        if answer.headers.get("x-ratelimit-remaining") == "0":
            self._rest = seconds_to_wait(answer)
        if answer.status == 429:
            raise busy(seconds_to_wait(answer))
        return answer


def json_of(answer: Fetched) -> Any:
    """What an answer says; None when it is not JSON."""
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError):
        return None


def object_of(answer: Fetched) -> dict[str, Any]:
    """The object an answer is; empty when it is none."""
    told = json_of(answer)
    return told if isinstance(told, dict) else {}


def objects_of(answer: Fetched) -> list[dict[str, Any]]:
    """The objects an answer lists."""
    told = json_of(answer)
    return [each for each in told if isinstance(each, dict)] if isinstance(told, list) else []


def word_of(told: Mapping[str, Any], name: str, longest: int = 500) -> str:
    """One of its words, or nothing where it is missing, no word, or too long to be one."""
    value = told.get(name)
    return value if isinstance(value, str) and len(value) <= longest and value.isprintable() else ""


def number_of(told: Mapping[str, Any], name: str) -> int | None:
    """One of its numbers."""
    value = told.get(name)
    return value if type(value) is int and 0 <= value < 2**31 else None


def next_page(answer: Fetched, url: str) -> str | None:
    """Where a list goes on, as its ``Link`` header says: on the same server or nowhere."""
    for part in answer.headers.get("link", "").split(","):
        address, _sign, relation = part.partition(";")
        address = address.strip().strip("<>")
        if 'rel="next"' in relation and address.startswith(url + "/"):
            return address
    return None


def seconds_to_wait(answer: Fetched) -> int:
    """``Retry-After`` in seconds, else ``X-RateLimit-Reset``, which Mastodon writes as a moment."""
    after, until = answer.headers.get("retry-after", ""), answer.headers.get("x-ratelimit-reset", "")
    if after.isdecimal() and after.isascii() and len(after) < 8:
        return _within(int(after))
    moment = _moment_of(until)
    return _within(int((moment - clock.now()).total_seconds()) + 1) if moment else _WAIT_SECONDS


def busy(seconds: int) -> NetworkRefused:
    """The server has had enough of us for a while."""
    sentence = _("Your server asks us to wait a little. Try again later.")
    return NetworkRefused("too many calls", sentence, is_final=False, after_seconds=seconds)


def not_known(answer: Fetched) -> EgressFailed:
    """The server has failed, or said something that makes no sense: nobody knows whether it did what was asked."""
    return EgressFailed(f"answered {answer.status}")


def is_at(address: str, url: str) -> bool:
    """Whether an address is a page of this very server."""
    try:
        return (urlsplit(address).scheme, urlsplit(address).netloc) == (urlsplit(url).scheme, urlsplit(url).netloc)
    except ValueError:
        return False


def _moment_of(text: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(text), tz=clock.now().tzinfo) if text.isdecimal() else datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        return None


def _within(seconds: int) -> int:
    return max(1, min(seconds, _LONGEST_WAIT))
