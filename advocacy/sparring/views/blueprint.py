"""The one blueprint of sparring, and what its templates may use."""

from __future__ import annotations

from flask import Blueprint, request

from advocacy.foundation.errors import Missing
from advocacy.programmes.queries import NETWORK_LABELS
from advocacy.sparring.queries import ANSWER_WITHIN, promise_of

bp = Blueprint("sparring", __name__, url_prefix="/sparring")
MOST_PAGES = 10_000


@bp.context_processor
def words() -> dict[str, object]:
    """The networks' names, and how the promise of an answer stands."""
    return {"network_labels": NETWORK_LABELS, "promise_of": promise_of, "answer_within": ANSWER_WITHIN}


def page_number() -> int:
    """Which page of a list the address asks for; what is no page number is not there."""
    number = request.args.get("page", "1")
    if not number.isascii() or not number.isdecimal() or not 1 <= int(number) <= MOST_PAGES:
        raise Missing
    return int(number)
