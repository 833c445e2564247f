"""What a refusal or a fault looks like to the person, to htmx and to the API; and the headers every answer carries."""

from __future__ import annotations

import secrets

import structlog
from flask import Flask, Response, flash, g, make_response, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, SecurityError

from advocacy.config import Settings
from advocacy.foundation.database import db, only_reading
from advocacy.foundation.errors import AdvocacyError, InvalidInput, Refusal, TooManyTries
from advocacy.foundation.extensions import login_manager
from advocacy.foundation.guards import API_PREFIX, acting, safe_path
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.operations import InvalidBody, problem
from advocacy.foundation.pages import wants_fragment
from advocacy.foundation.ready_made import ReadyMade

log = structlog.get_logger()

PAGES = {400, 403, 404, 409, 410, 413, 422, 429, 500, 503}

CONTENT_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


def init_answers(app: Flask, settings: Settings) -> None:
    """Connects the error pages and the headers."""
    app.register_error_handler(AdvocacyError, _refused)
    app.register_error_handler(InvalidBody, lambda error: problem(422, "Some fields are wrong.", error.problems))
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(Exception, _fault)

    @app.after_request
    def add_headers(response: Response) -> Response:
        if isinstance(response, ReadyMade):
            return response
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if settings.is_secure:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        if request.endpoint != "static":
            if "Cache-Control" not in response.headers:
                response.headers["Cache-Control"] = "no-store" if acting() else "no-cache"
            response.vary.add("Cookie")
            response.vary.add("Accept-Language")
        return response


def _is_api() -> bool:
    return request.path.startswith(API_PREFIX)


def _refused(error: AdvocacyError) -> ResponseReturnValue:
    db.session.rollback()
    if _is_api():
        named = {name: str(value) for name, value in error.problems.items()} if isinstance(error, InvalidInput) else {}
        return _with_wait(problem(error.status, str(error.sentence) or type(error).__name__, named), error)
    if isinstance(error, Refusal) and request.method == "POST" and request.referrer:
        flash(str(error.sentence or error), "warning")
        return redirect(safe_path("/" + request.referrer.split("/", 3)[-1] if request.referrer.count("/") > 2 else "/"), 303)
    return _with_wait(error_page(error.status, str(error.sentence)), error)


def _with_wait(response: Response, error: AdvocacyError) -> Response:
    if isinstance(error, TooManyTries):
        response.headers["Retry-After"] = str(error.seconds)
    return response


def _forged(error: CSRFError) -> ResponseReturnValue:
    sentence = _("The page had been open too long, or came from somewhere else. Go back, load it again and send it once more.")
    return problem(400, sentence) if _is_api() else error_page(400, sentence)


def _http_error(error: HTTPException) -> ResponseReturnValue:
    db.session.rollback()
    code = error.code or 500
    if isinstance(error, SecurityError):
        return make_response("400", 400)  # A host that is not ours: no page of ours is shown under its name.
    if error.response is not None or code < 400:
        return error.get_response()
    response = problem(code, error.name) if _is_api() else error_page(code, "")
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            response.headers[name] = value
    return response


def _database_away(error: OperationalError) -> ResponseReturnValue:
    """What is said about a lock must not wait for that lock, and what is said about a database that is away must not ask it."""
    db.session.rollback()
    log.warning("database_away", error=repr(error.orig))
    only_reading.set(True)
    session.modified = False  # Nothing was saved, so the cookie stays as it was and the same form can be sent again.
    try:
        acting()
    except OperationalError:
        db.session.rollback()
        g._login_user = login_manager.anonymous_user()
    sentence = _("The database is busy. Nothing was saved; please try again in a moment.")
    response = problem(503, sentence) if _is_api() else error_page(503, sentence)
    response.headers["Retry-After"] = "5"
    return response


def _fault(error: Exception) -> ResponseReturnValue:
    """Our own mistake: the person gets a number to tell us, the log gets the rest."""
    db.session.rollback()
    number = secrets.token_hex(4)
    log.error("fault", number=number, endpoint=request.endpoint, exc_info=error)
    sentence = _("Something went wrong on our side. Tell us the number %(number)s and we can find out what.", number=number)
    return problem(500, sentence) if _is_api() else error_page(500, sentence)


def error_page(code: int, sentence: str) -> Response:
    """A calm page, or the part of one that htmx asks for, that says what happened and where to go."""
    known = code if code in PAGES else (404 if code < 500 else 500)
    template = "errors/_fragment.html" if wants_fragment() else f"errors/{known}.html"
    try:
        return make_response(render_template(template, status=code, sentence=sentence), code)
    except Exception as error:
        # The page about a fault must not fail for the same reason.
        log.error("error_page_failed", exc_info=error)
        return make_response(f"{code}", code)
