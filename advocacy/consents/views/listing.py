"""All consents an editor may see: by state, and found by name or reference."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import EDITORS, Actor
from advocacy.consents import queries
from advocacy.consents.models import ConsentState
from advocacy.consents.queries import ConsentsAsked
from advocacy.consents.views.blueprint import bp, page_number
from advocacy.foundation.errors import Missing
from advocacy.foundation.guards import acting, allow
from advocacy.foundation.pages import page
from advocacy.foundation.text import clean_line


@bp.get("/")
@allow(EDITORS)
def index() -> ResponseReturnValue:
    """The valid ones first; a letter from a citizen is answered by searching for their reference."""
    actor: Actor = acting()
    asked = request.args.get("state", ConsentState.VALID.value)
    if asked not in set(ConsentState):
        raise Missing
    words = clean_line(request.args.get("words", ""))[:100]
    which = ConsentsAsked(ConsentState(asked), words, page_number())
    return page("consents/index.html", asked=which, listed=queries.consent_list(actor, which), counts=queries.consent_counts(actor, words))
