"""Proves with each call that the key a token was given to is still ours (DPoP, RFC 9449)."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey

from advocacy.foundation import clock
from advocacy.foundation.egress import Fetched
from advocacy.networks.accounts.account import Outside

ALGORITHM = "ES256"


def new_key() -> dict[str, Any]:
    """A key pair for one connected account (P-256), private part included."""
    return dict(ECKey.generate_key("P-256", private=True).as_dict(private=True))


class Prover:
    """Speaks for one key: signs every call, and remembers the number each host wants to see next."""

    def __init__(self, key: Mapping[str, Any], outside: Outside) -> None:
        self._key = ECKey.import_key(dict(key))
        self._outside = outside
        #: By host, and apart for calls with and without a token: those may be answered by different programs.
        self._nonces: dict[tuple[str, bool], str] = {}

    def call(
        self, method: str, url: str, *, token: str = "", headers: Mapping[str, str] | None = None, body: Callable[[], bytes] = bytes
    ) -> Fetched:
        """One call with its proof; once more where the host first wants to see its own number in the proof (section 8).

        ``body`` is made anew for each, since it may hold a signature that is good for one use.
        """
        answer = self._once(method, url, token, headers, body())
        return self._once(method, url, token, headers, body()) if self._wants_nonce(url, token, answer) else answer

    def _once(self, method: str, url: str, token: str, headers: Mapping[str, str] | None, body: bytes) -> Fetched:
        place = self._place(url, token)
        sent = {**(headers or {}), "DPoP": proof(self._key, method, url, nonce=self._nonces.get(place, ""), token=token)}
        if token:
            sent["Authorization"] = f"DPoP {token}"
        self._sent_nonce = self._nonces.get(place, "")
        answer = self._outside(method, url, headers=sent, body=body)
        told = answer.headers.get("dpop-nonce", "")
        if told and told.isascii() and told.isprintable():
            self._nonces[place] = told
        return answer

    def _wants_nonce(self, url: str, token: str, answer: Fetched) -> bool:
        """Whether the call was refused for its number alone, and the host has told a new one."""
        is_new = self._nonces.get(self._place(url, token), "") not in ("", self._sent_nonce)
        return is_new and answer.status in (400, 401) and _says(answer, "use_dpop_nonce")

    @staticmethod
    def _place(url: str, token: str) -> tuple[str, bool]:
        return urlsplit(url).netloc, bool(token)


def proof(key: ECKey, method: str, url: str, *, nonce: str = "", token: str = "") -> str:
    """The signed proof for one call: method, address without query, time, a name used once (section 4.2)."""
    header = {"typ": "dpop+jwt", "alg": ALGORITHM, "jwk": key.as_dict(private=False)}
    claims: dict[str, Any] = {
        "jti": secrets.token_urlsafe(24),
        "htm": method,
        "htu": url.split("#")[0].split("?")[0],
        "iat": int(clock.now().timestamp()),
    }
    if nonce:
        claims["nonce"] = nonce
    if token:
        claims["ath"] = digest(token)
    return jwt.encode(header, claims, key, algorithms=[ALGORITHM])


def digest(text: str) -> str:
    """SHA-256 in base64url without padding, as tokens and verifiers are written (RFC 7636, RFC 9449)."""
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode("ascii")).digest()).rstrip(b"=").decode()


def _says(answer: Fetched, word: str) -> bool:
    if f'error="{word}"' in answer.headers.get("www-authenticate", ""):
        return True
    try:
        told = json.loads(answer.body)
    except (ValueError, RecursionError):
        return False
    return isinstance(told, dict) and told.get("error") == word
