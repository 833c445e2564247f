"""Answers that were made earlier, with everything an answer of ours carries: nothing is added to them on their way out."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from flask import Request, Response
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from werkzeug.datastructures import Headers

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment
    from flask import Flask


class ReadyMade(Response):
    """Status, headers and body just as they are; what makes other answers whole leaves this one alone."""

    def __init__(self, status: str, headers: list[tuple[str, str]], body: list[bytes]) -> None:
        # Nothing of what the class above does for an answer in the making is needed, and it would take most of the time.
        self._given = status, headers, body

    @cached_property
    def headers(self) -> Headers:  # type: ignore[override]
        """For whoever looks at them all the same."""
        return Headers(self._given[1])

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        status, headers, body = self._given
        start_response(status, headers.copy())
        return body if environ["REQUEST_METHOD"] != "HEAD" else []


class LightSessions(SecureCookieSessionInterface):
    """Flask's own sessions, which cost nothing where none was begun: most who follow a link have no cookie of ours."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session; an empty one without a cookie."""
        if "HTTP_COOKIE" not in request.environ:
            return self.session_class()
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Nothing is to be kept of a session that nobody has looked at."""
        if session.accessed or session.modified:
            super().save_session(app, session, response)
