"""How a view answers: a page, the same page with its mistakes shown, or on to the next address."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Response, current_app, make_response, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.routing import MapAdapter
from werkzeug.wrappers import Response as AnyResponse

from advocacy.config import Settings


def settings() -> Settings:
    """The settings this application was made with."""
    return current_app.extensions["advocacy.settings"]  # type: ignore[no-any-return]


def page(template: str, **context: Any) -> Response:
    """Renders a page; 422 when one of its forms came back with mistakes, so that the browser and htmx know."""
    forms = [value for value in context.values() if isinstance(value, FlaskForm)]
    is_wrong = request.method == "POST" and any(form.errors for form in forms)
    return make_response(render_template(template, **context), 422 if is_wrong else 200)


def onward(endpoint: str, **values: Any) -> AnyResponse:
    """On to another page after a change (303, so that reload does not send the form again)."""
    return redirect(url_for(endpoint, **values), 303)


def wants_fragment() -> bool:
    """True when htmx asks for a part of the page rather than the page."""
    return request.headers.get("HX-Request") == "true"


def public_address(endpoint: str, **values: Any) -> str:
    """The full address of a page, built from the setting and never from what a request claims (attack row E03)."""
    return settings().public_url + _adapter().build(endpoint, values)


def _adapter() -> MapAdapter:
    return current_app.url_map.bind("", "/")


@lru_cache(maxsize=512)
def _fingerprint(path: Path, _changed: float) -> str:
    return sha256(path.read_bytes()).hexdigest()[:10]


@lru_cache(maxsize=512)
def _settled(folder: str, name: str) -> str:
    return f"/static/{name}?v={_fingerprint(Path(folder) / name, 0)}"


def asset(name: str) -> str:
    """The address of a static file with a fingerprint of what it holds, so that browsers may keep it for a year.

    A page asks forty times; only while one develops does a file change under a running server.
    """
    folder = str(current_app.static_folder)
    if settings().mode != "development":
        return _settled(folder, name)
    path = Path(folder) / name
    return f"/static/{name}?v={_fingerprint(path, path.stat().st_mtime)}"
