"""A form or an API call sent twice counts once: its key is kept in the same transaction as the change it made."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from flask import Flask, Response, flash, g, make_response, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy import CursorResult, String, Text, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.foundation.database import CreatedAt, Key, Model, db
from advocacy.foundation.errors import Refusal
from advocacy.foundation.guards import API_PREFIX, acting, safe_path
from advocacy.foundation.i18n import gettext as _

LONGEST_KEY = 200


class RequestKey(Model):
    """One press that changed something: a digest of who and which key, what was sent, and what was answered."""

    __tablename__ = "request_key"

    id: Mapped[Key]
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    sent: Mapped[str] = mapped_column(String(64))
    status: Mapped[int | None]
    answer: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[CreatedAt] = mapped_column(index=True)


def init_once(app: Flask) -> None:
    """Watches every changing request of a known person that carries a key."""
    app.before_request(_begin)
    app.after_request(_remember)


def keep_no_answer() -> None:
    """For an answer that repeats somebody's own words: that the request was carried out is kept, the answer is not."""
    g.pop("request_key_digest", None)


def forget_old_keys(before: datetime) -> int:
    """Removes keys that nobody will send again; returns how many."""
    result = db.session.execute(delete(RequestKey).where(RequestKey.created_at < before))
    assert isinstance(result, CursorResult)
    return result.rowcount


def _begin() -> ResponseReturnValue | None:
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return None
    actor, key = acting(), _key_of_request()
    if actor is None or not key:
        return None
    digest = sha256(f"{actor.get_id()}\n{request.path}\n{key}".encode()).hexdigest()
    found = _find(digest)
    if found is None:
        try:
            db.session.add(RequestKey(digest=digest, sent=_sent()))
            db.session.flush()
            g.request_key_digest = digest
            return None
        except IntegrityError:
            db.session.rollback()
            found = _find(digest)
    return _answer_again(found) if found else None


def _key_of_request() -> str:
    if request.path.startswith(API_PREFIX):
        return request.headers.get("Idempotency-Key", "")[:LONGEST_KEY]
    return request.form.get("request_key", "")[:LONGEST_KEY]


def _sent() -> str:
    """What an API call carried. A form carries a fresh forgery token each time, so there only the key tells."""
    return sha256(request.get_data()).hexdigest() if request.path.startswith(API_PREFIX) else ""


def _find(digest: str) -> RequestKey | None:
    return db.session.scalar(select(RequestKey).where(RequestKey.digest == digest))


def _answer_again(found: RequestKey) -> ResponseReturnValue:
    if request.path.startswith(API_PREFIX):
        if found.sent != _sent():
            raise Refusal("This Idempotency-Key was used for another request.")
        if found.answer is None or found.status is None:
            raise Refusal("This request has been carried out, but its answer was lost. Look the result up.")
        answer = make_response(found.answer, found.status)
        answer.content_type = "application/json"
        return answer
    if found.answer is None:
        flash(_("This was saved already."), "info")
    return redirect(safe_path(found.answer), 303)


def _remember(response: Response) -> Response:
    """Keeps the answer beside the key, if the view has committed the key; a forgotten commit stays forgotten."""
    digest = g.pop("request_key_digest", None)
    if digest is None or response.status_code >= 400:
        return response
    is_api = request.path.startswith(API_PREFIX)
    if not is_api and "Location" not in response.headers:
        return response
    db.session.rollback()
    answer = response.get_data(as_text=True) if is_api else response.headers["Location"]
    db.session.execute(update(RequestKey).where(RequestKey.digest == digest).values(status=response.status_code, answer=answer))
    db.session.commit()
    return response
