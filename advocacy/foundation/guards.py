"""Who may open what: every route says so beside its address, and one that does not stops the start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from advocacy.foundation.errors import Forbidden, Missing

View = TypeVar("View", bound=Callable[..., Any])
API_PREFIX = "/api/"


@dataclass(frozen=True)
class Who:
    """A named group of people and the test that tells whether an acting person belongs to it."""

    name: str
    admits: Callable[[Any], bool]


EVERYONE = Who("everyone", lambda actor: True)
SIGNED_IN = Who("signed in", lambda actor: actor is not None)


class UndeclaredRoute(Exception):
    """A route does not say who may open it."""


def allow(who: Who) -> Callable[[View], View]:
    """Declares who may open a view; stands below the route line."""

    def declare(view: View) -> View:
        view.who = who  # type: ignore[attr-defined]
        return view

    return declare


def who_may(app: Flask, endpoint: str) -> Who:
    """The declaration of an endpoint; raises UndeclaredRoute where there is none."""
    who = getattr(app.view_functions[endpoint], "who", None)
    if who is None:
        raise UndeclaredRoute(f"{endpoint} does not say who may open it: add @allow(...)")
    return who  # type: ignore[no-any-return]


def check_declared(app: Flask) -> None:
    """Stops the start when any route is undeclared (attack row Z01)."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static":
            who_may(app, rule.endpoint)


def acting() -> Any:
    """The acting person of this request (an accounts.access.Actor), or None for a stranger."""
    return current_user._get_current_object() if current_user.is_authenticated else None


def require(condition: bool, sentence: object = "") -> None:
    """Refuses a member whose role does not reach this far (403)."""
    if not condition:
        raise Forbidden(sentence)


def require_visible(condition: bool) -> None:
    """Hides what is none of this person's business (404)."""
    if not condition:
        raise Missing


def check_request() -> ResponseReturnValue | None:
    """Before each request: lets the declared people through, sends strangers to the sign-in page, refuses the rest."""
    if request.endpoint is None or request.endpoint == "static":
        return None
    if "\x00" in request.path:
        raise Missing  # Nothing is called that, and PostgreSQL cannot even be asked (attack row J03).
    who = who_may(current_app, request.endpoint)
    if who is EVERYONE:
        return None  # Not even the database is asked who it is: a link must lead on when that is away.
    actor = acting()
    if who.admits(actor):
        return None
    if actor is not None:
        raise Forbidden
    if request.path.startswith(API_PREFIX):
        abort(401)
    back = request.full_path.rstrip("?") if request.method == "GET" else ""
    return redirect(url_for("accounts.sign_in", next=back or None), 303)


def safe_path(path: str | None) -> str:
    """A path on this site to go back to, or the front page: never another host (attack row R01)."""
    if not path or not path.startswith("/") or path.startswith(("//", "/\\")):
        return "/"
    if any(ord(letter) < 32 or letter == "\\" for letter in path):
        return "/"
    return path
