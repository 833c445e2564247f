"""The token against forged forms, written differently in every answer, so that its length when compressed tells nothing (BREACH).

A token is tied to the session, which is a cookie. Strangers get none: the form they sign in with carries a token that only says when it
was made, and is taken when the browser says that it comes from a page of ours (compliance P25). No browser keeps silent about that
when another site sends a form in somebody's name.
"""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, g, request, session
from flask_wtf.csrf import CSRFProtect, generate_csrf
from itsdangerous import BadSignature, URLSafeTimedSerializer

View = TypeVar("View", bound=Callable[..., Any])
#: What a masked token begins with; no other token does.
MASK = "m."
SESSION_TOKEN = "csrf_token"  # noqa: S105 - the name under which Flask-WTF keeps it.
#: How long a page for signing in may lie open.
STRANGERS_SECONDS = 24 * 3_600
_SALT = "forgery.stranger"


def without_cookie(view: View) -> View:
    """Declares a page whose forms strangers send: it gives them no cookie."""
    view.is_without_cookie = True  # type: ignore[attr-defined]
    return view


class MaskedProtection(CSRFProtect):  # type: ignore[misc]
    """Flask-WTF's own protection; only that what a page carries is masked."""

    def init_app(self, app: Flask) -> None:
        """Also for the few templates that ask for the token themselves."""
        super().init_app(app)
        app.jinja_env.globals["csrf_token"] = masked_token
        app.context_processor(lambda: {"csrf_token": masked_token})  # Flask-WTF has put its own there.

    def protect(self, **how: Any) -> None:
        """As Flask-WTF does; a stranger who has no session is asked where the form comes from."""
        if request.method in current_app.config["WTF_CSRF_METHODS"] and _is_for_strangers():
            if not _is_fresh(self._get_csrf_token() or "") or not _comes_from_us():
                self._error_response("The form does not come from a page of ours.")
            g.csrf_valid = True
            return
        super().protect(**how)

    def _get_csrf_token(self) -> str | None:
        sent: str | None = super()._get_csrf_token()
        return unmasked(sent) if sent and sent.startswith(MASK) else sent


def masked_token() -> str:
    """The token as this answer carries it: the same in all its forms, another in the next answer."""
    found: str | None = g.get("masked_csrf_token")
    if found is None:
        found = g.masked_csrf_token = masked(_serializer().dumps("") if _is_for_strangers() else generate_csrf())
    return found


def _is_for_strangers() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "is_without_cookie", False) and SESSION_TOKEN not in session


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt=_SALT)


def _is_fresh(token: str) -> bool:
    try:
        _serializer().loads(token, max_age=STRANGERS_SECONDS)
    except BadSignature:
        return False
    return True


def _comes_from_us() -> bool:
    """What the browser says of the page that sent the form. A program that says nothing acts in nobody's name."""
    site, origin = request.headers.get("Sec-Fetch-Site", ""), request.headers.get("Origin", "")
    if site:
        return site in {"same-origin", "none"}
    return not origin or origin in {request.host_url.rstrip("/"), current_app.extensions["advocacy.settings"].public_url}


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
