"""All stories of an editor's programmes, wherever they are on their way: by list, and searched."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import EDITORS, Actor
from advocacy.editorial.views.blueprint import bp, page_number
from advocacy.foundation import clock
from advocacy.foundation.errors import Missing
from advocacy.foundation.guards import acting, allow
from advocacy.foundation.pages import page
from advocacy.foundation.text import clean_line
from advocacy.stories.access import why_not_review
from advocacy.stories.queries import DeskList, desk_counts, desk_list

LONGEST_SEARCH = 100


@bp.get("/stories", endpoint="stories")
@allow(EDITORS)
def list_stories() -> ResponseReturnValue:
    """One list at a time, with how many each holds; the words that are searched for stay from list to list."""
    actor: Actor = acting()
    asked = request.args.get("list", DeskList.REVIEW.value)
    if asked not in set(DeskList):
        raise Missing
    which, words = DeskList(asked), clean_line(request.args.get("q", ""))[:LONGEST_SEARCH]
    return page(
        "editorial/stories.html",
        which=which,
        words=words,
        listed=desk_list(actor, which, words=words, page=page_number()),
        counts=desk_counts(actor, words=words),
        today=clock.today(),
        why_not=lambda version: why_not_review(actor, version),
    )
