"""Pictures as they are sent to a browser."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from advocacy.files import queries
from advocacy.files.sizes import SIZES
from advocacy.foundation import clock
from advocacy.foundation.guards import EVERYONE, acting, allow

bp = Blueprint("files", __name__, url_prefix="/files")
#: Somebody in a picture may change their mind, so nobody keeps it for longer than a minute without asking again.
KEPT_SECONDS = 60
OPEN = f"public, max-age={KEPT_SECONDS}, must-revalidate"


@bp.get("/pictures/<public_id>/<size>")
@allow(EVERYONE)
def picture(public_id: str, size: str) -> ResponseReturnValue:
    """One picture in one size. An open one is for everybody, because readers of a shared story see it too; others for editors."""
    today = clock.today()
    path, found = queries.get_picture_file(public_id, size, day=today, sees_all=_is_editor(acting()))
    response = Response(path.read_bytes(), mimetype=SIZES[size].media_type)
    response.set_etag(path.name)  # What lies under a name never changes.
    response.headers["Cache-Control"] = OPEN if found.is_open_on(today) else "private, no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response.make_conditional(request)


def _is_editor(actor: Any) -> bool:
    """Files stand below accounts, so the acting person is asked by the role's word."""
    return actor is not None and any(grant.role == "editor" for grant in actor.grants)
