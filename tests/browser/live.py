"""The application served for real on a port of its own, so that a browser can play a whole journey in it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext
from werkzeug.serving import WSGIRequestHandler, make_server

from advocacy.people.models import Person
from tests.signing_in import Visitor


class _QuietHandler(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:
        """A test that fails says so itself."""


@dataclass(frozen=True)
class LiveServer:
    """Where the application answers, and how a browser is signed in to it."""

    app: Flask
    url: str

    def sign_in(self, context: BrowserContext, person: Person | int, *, locale: str = "en") -> None:
        """Gives the browser the cookie of a real sign-in, without typing the password each time."""
        client = Visitor(self.app)(person, locale=locale)
        name = self.app.config["SESSION_COOKIE_NAME"]
        cookie = client.get_cookie(name)
        assert cookie is not None
        context.add_cookies([{"name": name, "value": cookie.value, "url": self.url, "httpOnly": True, "sameSite": "Lax"}])


@pytest.fixture
def live_server(own_app: Flask) -> Iterator[LiveServer]:
    """The ``own_app`` behind a server with threads. Its links and letters name the port it answers on; forgery tokens are checked."""
    server = make_server("127.0.0.1", 0, own_app, threaded=True, request_handler=_QuietHandler)
    url = f"http://127.0.0.1:{server.server_port}"
    settings = own_app.extensions["advocacy.settings"]
    own_app.extensions["advocacy.settings"] = replace(settings, public_url=url)
    own_app.config["WTF_CSRF_ENABLED"] = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield LiveServer(own_app, url)
    server.shutdown()
    thread.join()
    server.server_close()
