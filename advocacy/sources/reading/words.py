"""Foreign words made ours: text only, on our terms, however the other side wrote them."""

from __future__ import annotations

from html import unescape
from urllib.parse import urljoin

import nh3
import regex

from advocacy.foundation.addresses import is_public_name, is_public_number, number_of, read_address
from advocacy.foundation.i18n import LOCALES
from advocacy.foundation.text import clean, clean_line, shortened

LONGEST_ADDRESS = 1000
_LONGEST_RAW = 20_000
_ENDS_OF_LINES = regex.compile(r"</(?:p|div|li|h[1-6]|tr|blockquote)>|<br\s*/?>", regex.IGNORECASE)
_MANY_LINES = regex.compile(r"\n\s*\n\s*")


def line_of(html: str, length: int) -> str:
    """The words of a piece of HTML on one line, at most so many characters; tags, scripts and hidden marks are gone (row M21)."""
    return _cut(clean_line(_without_tags(html)), length)


def text_of(html: str, length: int) -> str:
    """As ``line_of``, with its paragraphs."""
    lines = _without_tags(_ENDS_OF_LINES.sub(lambda end: f"{end[0]}\n\n", html[:_LONGEST_RAW]))
    paragraphs = [clean_line(each) for each in _MANY_LINES.split(clean(lines))]
    return _cut("\n\n".join(each for each in paragraphs if each), length)


def address_of(written: str, base: str) -> str:
    """A web address as it is meant on the page ``base``; empty where it is none that anybody should be sent to (rows M02, M21, F18).

    A page may lead to the public web and within its own site, not to what only means something inside a house.
    """
    try:
        whole = urljoin(base, clean_line(written[:LONGEST_ADDRESS]))
    except ValueError:
        return ""
    address, here = read_address(whole.partition("#")[0]), read_address(base)
    if address is None or len(str(address)) > LONGEST_ADDRESS:
        return ""
    is_within = here is not None and address.host == here.host
    return str(address) if is_within or _is_public(address.host) else ""


def _is_public(host: str) -> bool:
    number = number_of(host)
    return is_public_name(host) if number is None else is_public_number(number)


def language_of(told: str) -> str:
    """Danish or English where a page says it is one of them (``da-DK``, ``en_GB``), otherwise nothing."""
    language = regex.split(r"[-_]", told.strip().lower())[0]
    return language if language in LOCALES else ""


def _without_tags(html: str) -> str:
    return unescape(nh3.clean(html[:_LONGEST_RAW], tags=set()))


def _cut(text: str, length: int) -> str:
    """Grapheme clusters first, so that no letter is cut in half; then characters, so that a letter of a thousand marks fits too."""
    return shortened(text[: length * 4], length)[:length]
