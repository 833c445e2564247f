"""The one blueprint of sources, and what its pages share."""

from __future__ import annotations

from flask import Blueprint, request

from advocacy.foundation.errors import Missing
from advocacy.sources.addresses import host_of, is_web_address
from advocacy.sources.forms import LANGUAGE_WORDS

bp = Blueprint("sources", __name__, url_prefix="/sources")
MOST_PAGES = 10_000


@bp.context_processor
def words() -> dict[str, object]:
    """Each language in its own words, and a second look at addresses before a link is made of one (attack row M05)."""
    return {"language_words": LANGUAGE_WORDS, "host_of": host_of, "is_web_address": is_web_address}


def page_number() -> int:
    """Which page of a list the address asks for; what is no page number is not there."""
    number = request.args.get("page", "1")
    if not number.isascii() or not number.isdecimal() or not 1 <= int(number) <= MOST_PAGES:
        raise Missing
    return int(number)
