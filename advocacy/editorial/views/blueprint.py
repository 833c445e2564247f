"""The one blueprint of the board, and what all its pages share."""

from __future__ import annotations

from flask import Blueprint, request, url_for

from advocacy.editorial.forms import week_words
from advocacy.editorial.weeks import week_number
from advocacy.foundation.errors import Missing
from advocacy.foundation.i18n import gettext as _
from advocacy.stories.queries import KIND_LABELS

bp = Blueprint("editorial", __name__, url_prefix="/editorial")
MOST_PAGES = 10_000
_PAGES = ("inbox", "stories", "calendar", "coverage", "board")


@bp.context_processor
def words() -> dict[str, object]:
    """The way between the pages, and words for what is kept as a code."""
    return {"pages": _pages(), "kind_labels": KIND_LABELS, "week_words": week_words, "week_number": week_number}


def page_number() -> int:
    """Which page of a list the address asks for; what is no page number is not there."""
    number = request.args.get("page", "1")
    if not number.isascii() or not number.isdecimal() or not 1 <= int(number) <= MOST_PAGES:
        raise Missing
    return int(number)


def _pages() -> list[dict[str, object]]:
    labels = {
        "inbox": _("Inbox"),
        "stories": _("All stories"),
        "calendar": _("Calendar"),
        "coverage": _("Coverage"),
        "board": _("Board and rota"),
    }
    here = (request.endpoint or "").rpartition(".")[2]
    here = {"political_words": "board"}.get(here, here)
    board: list[dict[str, object]] = [
        {"label": labels[name], "href": url_for(f"editorial.{name}"), "is_current": name == here} for name in _PAGES
    ]
    return [*board, {"label": _("People in pictures"), "href": url_for("consents.index"), "is_current": False}]
