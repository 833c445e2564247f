"""What the operations on programmes share."""

from __future__ import annotations

from flask import Blueprint

from advocacy.foundation.guards import acting, require, require_visible
from advocacy.programmes import access, queries
from advocacy.programmes.models import Programme

bp = Blueprint("api_programmes", __name__)
SCOPE = "programmes:write"


def visible_programme(public_id: str) -> Programme:
    """The programme of this address; 404 for those to whom it does not exist."""
    programme = queries.get_programme(public_id)
    require_visible(access.can_see_programme(acting(), programme))
    return programme


def own_programme(public_id: str) -> Programme:
    """As ``visible_programme``, for those who prepare it."""
    programme = visible_programme(public_id)
    require(access.can_prepare_programme(acting(), programme), "Only its makers may prepare a programme.")
    return programme
