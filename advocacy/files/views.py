"""Pictures as they are sent to a browser."""

from __future__ import annotations

from flask import Blueprint, send_file
from flask.typing import ResponseReturnValue

from advocacy.files import queries
from advocacy.foundation.guards import EVERYONE, allow

bp = Blueprint("files", __name__, url_prefix="/files")


@bp.get("/pictures/<public_id>/<size>")
@allow(EVERYONE)
def picture(public_id: str, size: str) -> ResponseReturnValue:
    """One picture in one size. Its name cannot be guessed, and it is what readers of a shared story see too."""
    path, kind = queries.get_picture_file(public_id, size)
    response = send_file(path, mimetype=kind, max_age=31_536_000, conditional=True)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
