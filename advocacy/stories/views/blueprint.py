"""The one blueprint of stories, and what its templates may use."""

from __future__ import annotations

from flask import Blueprint, request

from advocacy.files.queries import measures
from advocacy.foundation.errors import Missing
from advocacy.foundation.text import rendered
from advocacy.programmes.queries import NETWORK_LABELS
from advocacy.stories.addresses import host_of, is_web_address
from advocacy.stories.forms import KIND_LABELS

bp = Blueprint("stories", __name__, url_prefix="/stories")
MOST_PAGES = 10_000


@bp.context_processor
def words() -> dict[str, object]:
    """Words for what is kept as a code, safe HTML of Markdown, and a second look at addresses before a link is made of one."""
    return {
        "network_labels": NETWORK_LABELS,
        "kind_labels": KIND_LABELS,
        "rendered": rendered,
        "host_of": host_of,
        "is_web_address": is_web_address,
        "language_words": LANGUAGE_WORDS,
        "measures": measures,
    }


#: Each language in its own words, as its readers look for it.
LANGUAGE_WORDS = {"da": "Dansk", "en": "English"}


def page_number() -> int:
    """Which page of a list the address asks for; what is no page number is not there."""
    number = request.args.get("page", "1")
    if not number.isascii() or not number.isdecimal() or not 1 <= int(number) <= MOST_PAGES:
        raise Missing
    return int(number)
