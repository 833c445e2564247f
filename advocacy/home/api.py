"""The document that tells programs what the API can do."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from advocacy.foundation.guards import EVERYONE, allow
from advocacy.foundation.operations import document
from advocacy.foundation.pages import settings

bp = Blueprint("api_home", __name__)


@bp.get("/openapi.json")
@allow(EVERYONE)
def openapi() -> Response:
    """The OpenAPI 3.1 document, made from the operations themselves."""
    return jsonify(document(settings().public_url))
