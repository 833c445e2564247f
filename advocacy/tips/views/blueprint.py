"""The one blueprint of tips, and what its templates may use."""

from __future__ import annotations

from flask import Blueprint, request

from advocacy.files.queries import measures
from advocacy.foundation.errors import Missing
from advocacy.foundation.i18n import LazyString
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.text import shortened
from advocacy.tips.models import PeopleInPicture, TipStatus
from advocacy.tips.queries import ANSWER_WITHIN, promise_of

bp = Blueprint("tips", __name__, url_prefix="/tips")
MOST_PAGES = 10_000

#: Words, kind and drawing of the mark for each step.
STEPS: dict[TipStatus, tuple[LazyString, str, str]] = {
    TipStatus.NEW: (_("Waits for an answer"), "wait", "clock"),
    TipStatus.TAKEN: (_("The board has it"), "info", "hand"),
    TipStatus.DRAFTED: (_("Is being written"), "brand", "pencil"),
    TipStatus.PUBLISHED: (_("Is a story now"), "good", "circle-check"),
    TipStatus.DECLINED: (_("Not this time"), "neutral", "message-circle"),
}
PEOPLE: dict[PeopleInPicture, tuple[LazyString, str]] = {
    PeopleInPicture.NOBODY: (_("Nobody can be recognised, says the giver"), "good"),
    PeopleInPicture.YES: (_("Those in it said yes, says the giver"), "good"),
    PeopleInPicture.NO: (_("Those in it have not said yes"), "stop"),
}


@bp.context_processor
def words() -> dict[str, object]:
    """Words for what is kept as a code, and how the promise stands."""
    return {
        "steps": STEPS,
        "people_words": PEOPLE,
        "promise_of": promise_of,
        "answer_within": ANSWER_WITHIN,
        "measures": measures,
        "shortened": shortened,
    }


def page_number() -> int:
    """Which page of a list the address asks for; what is no page number is not there."""
    number = request.args.get("page", "1")
    if not number.isascii() or not number.isdecimal() or not 1 <= int(number) <= MOST_PAGES:
        raise Missing
    return int(number)
