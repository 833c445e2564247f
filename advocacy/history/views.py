"""The audit trail as a page, for administrators."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from advocacy.foundation.guards import Who, allow
from advocacy.foundation.pages import page
from advocacy.history import queries

bp = Blueprint("history", __name__, url_prefix="/history")

#: History stands below accounts, so it asks the acting person by the role's word.
ADMINISTRATORS = Who("administrators", lambda actor: actor is not None and any(grant.role == "administrator" for grant in actor.grants))
PAGE_LENGTH = 50


@bp.get("/")
@allow(ADMINISTRATORS)
def index() -> ResponseReturnValue:
    """The newest deeds; private ones are not among them."""
    entries = queries.latest_entries(before=request.args.get("before", type=int), limit=PAGE_LENGTH + 1)
    names = queries.names_of({entry.person_id for entry in entries if entry.person_id})
    return page(
        "history/index.html",
        entries=entries[:PAGE_LENGTH],
        names=names,
        onward=entries[PAGE_LENGTH - 1].id if len(entries) > PAGE_LENGTH else None,
    )
