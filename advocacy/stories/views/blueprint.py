"""The one blueprint of stories, and what its templates may use."""

from __future__ import annotations

from flask import Blueprint, request

from advocacy.consents.queries import BASIS_LABELS, register_of, state_of
from advocacy.files.queries import measures
from advocacy.foundation import clock
from advocacy.foundation.errors import Missing
from advocacy.programmes.queries import NETWORK_LABELS
from advocacy.stories.addresses import host_of, is_web_address
from advocacy.stories.checks.places import place_words
from advocacy.stories.queries.labels import KIND_LABELS, LICENCE_ADDRESSES, LICENCE_LABELS, LICENCE_NAMES, ROLE_LABELS
from advocacy.stories.revealing import read_safely

bp = Blueprint("stories", __name__, url_prefix="/stories")
MOST_PAGES = 10_000


@bp.context_processor
def words() -> dict[str, object]:
    """Words for what is kept as a code, safe HTML of Markdown, and a second look at addresses before a link is made of one."""
    return {
        "network_labels": NETWORK_LABELS,
        "kind_labels": KIND_LABELS,
        "licence_labels": LICENCE_LABELS,
        "licence_names": LICENCE_NAMES,
        "licence_addresses": LICENCE_ADDRESSES,
        "role_labels": ROLE_LABELS,
        "rendered": read_safely,
        "host_of": host_of,
        "is_web_address": is_web_address,
        "language_words": LANGUAGE_WORDS,
        "measures": measures,
        "place_words": place_words,
        "register_of": register_of,
        "consent_state": lambda consent: state_of(consent, clock.today()),
        "basis_labels": BASIS_LABELS,
    }


#: Each language in its own words, as its readers look for it.
LANGUAGE_WORDS = {"da": "Dansk", "en": "English"}


def page_number() -> int:
    """Which page of a list the address asks for; what is no page number is not there."""
    number = request.args.get("page", "1")
    if not number.isascii() or not number.isdecimal() or not 1 <= int(number) <= MOST_PAGES:
        raise Missing
    return int(number)
