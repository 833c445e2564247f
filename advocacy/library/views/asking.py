"""What the address of a library page asks for, and the address that asks for it again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from flask import request

from advocacy.foundation.errors import Missing
from advocacy.foundation.i18n import LOCALES
from advocacy.foundation.text import clean_line
from advocacy.library.queries import Filters
from advocacy.library.search import question_of
from advocacy.library.search.words import LONGEST_QUESTION
from advocacy.programmes.models import Programme
from advocacy.programmes.queries import NETWORK_LABELS
from advocacy.stories.models import StoryKind

Thing = TypeVar("Thing")
MOST_PAGES = 10_000
#: So many pages at once, when somebody comes back to a list they had read on in.
MOST_AT_ONCE = 10


def asked_filters(programmes: Sequence[Programme]) -> Filters:
    """What the address asks for, among what this person may read; anything else is not there (404)."""
    programme = _one_of(programmes, "programme", name=lambda each: each.public_id)
    topics = programme.topics if programme else [topic for each in programmes for topic in each.topics]
    words = clean_line(request.args.get("q", "")[:LONGEST_QUESTION])
    return Filters(
        programme=programme,
        topic=_one_of(topics, "topic", name=lambda each: each.public_id),
        kind=_one_of(StoryKind, "kind", name=lambda each: each.value),
        network=_one_of(NETWORK_LABELS, "network", name=str),
        language=_one_of(LOCALES, "language", name=str),
        words=words,
        question=question_of(words),
    )


def asked_pages() -> tuple[int, int]:
    """The first and the last page to show: the same one, unless somebody comes back to where they had read on."""
    page = _number("page", 1)
    first = _number("from", page)
    if first > page:
        raise Missing
    return max(first, page - MOST_AT_ONCE + 1), page


def address_values(filters: Filters, **changes: Any) -> dict[str, Any]:
    """What ``url_for("library.feed", ...)`` needs for these filters; ``changes`` replace or, as None, remove some."""
    values: dict[str, Any] = {
        "q": filters.words or None,
        "programme": filters.programme.public_id if filters.programme else None,
        "topic": filters.topic.public_id if filters.topic else None,
        "kind": filters.kind.value if filters.kind else None,
        "network": filters.network,
        "language": filters.language,
    }
    return {name: value for name, value in {**values, **changes}.items() if value is not None}


def _one_of(things: Iterable[Thing], argument: str, *, name: Any) -> Thing | None:
    """The one that is named; None when nothing is asked for, Missing for what is none of these."""
    asked = request.args.get(argument)
    if not asked:
        return None
    found = next((thing for thing in things if name(thing) == asked), None)
    if found is None:
        raise Missing
    return found


def _number(argument: str, otherwise: int) -> int:
    number = request.args.get(argument, str(otherwise))
    if not number.isascii() or not number.isdecimal() or not 1 <= int(number) <= MOST_PAGES:
        raise Missing
    return int(number)
