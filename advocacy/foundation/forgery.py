"""The token against forged forms, written differently in every answer, so that its length when compressed tells nothing (BREACH)."""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64

from flask import Flask, g
from flask_wtf.csrf import CSRFProtect, generate_csrf

#: What a masked token begins with; no other token does.
MASK = "m."


class MaskedProtection(CSRFProtect):  # type: ignore[misc]
    """Flask-WTF's own protection; only that what a page carries is masked."""

    def init_app(self, app: Flask) -> None:
        """Also for the few templates that ask for the token themselves."""
        super().init_app(app)
        app.jinja_env.globals["csrf_token"] = masked_token
        app.context_processor(lambda: {"csrf_token": masked_token})  # Flask-WTF has put its own there.

    def _get_csrf_token(self) -> str | None:
        sent: str | None = super()._get_csrf_token()
        return unmasked(sent) if sent and sent.startswith(MASK) else sent


def masked_token() -> str:
    """The token as this answer carries it: the same in all its forms, another in the next answer."""
    found: str | None = g.get("masked_csrf_token")
    if found is None:
        found = g.masked_csrf_token = masked(generate_csrf())
    return found


def masked(token: str) -> str:
    """A token behind so many random bytes of its own length."""
    plain = token.encode()
    veil = secrets.token_bytes(len(plain))
    return MASK + urlsafe_b64encode(veil + _crossed(plain, veil)).decode().rstrip("=")


def unmasked(sent: str) -> str:
    """The token behind a mask; empty, and so refused, for what is none."""
    bare = sent.removeprefix(MASK)
    try:
        both = urlsafe_b64decode(bare + "=" * (-len(bare) % 4))
        half = len(both) // 2
        return _crossed(both[:half], both[half:]).decode()
    except (NotBase64, UnicodeError, ValueError):
        return ""


def _crossed(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
