"""Which addresses a link goes on to without a word, and the answer that does so: the same from the page and from the lane ahead of it."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Response, make_response, redirect

from advocacy.organisation.models import Organisation
from advocacy.organisation.queries import is_own_address

#: What every answer of a link carries: kept by no cache, and the story's site does not learn of the link (attack row R13).
HEADERS = {"Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer"}


def is_web_address(address: str) -> bool:
    """True for an address that browsers and we read alike: http or https, and nothing in it that hides its host (attack row R05)."""
    if any(letter.isspace() or letter == "\\" or ord(letter) < 32 for letter in address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc


def goes_straight_to(address: str, organisation: Organisation | None) -> bool:
    """True for the organisation's own sites; to others one goes by way of a page that says so (attack row R04)."""
    return organisation is not None and is_web_address(address) and is_own_address(organisation, address)


def straight_answer(address: str) -> Response:
    """On to the story, found by no search engine."""
    response = make_response(redirect(address, 302))
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers.update(HEADERS)
    return response
