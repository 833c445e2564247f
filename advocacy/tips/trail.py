"""The way a tip has come and the way that is still before it, as its giver reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from advocacy.foundation.i18n import LazyString, moment
from advocacy.foundation.i18n import gettext as _
from advocacy.tips.models import Tip, TipStatus


@dataclass(frozen=True)
class TrailEntry:
    """One line of the way, as ``ui.timeline`` shows it."""

    when: str
    iso: str
    text: str | LazyString
    who: str | None
    icon: str


def way_of(tip: Tip) -> list[TrailEntry]:
    """What has happened so far, first things first."""
    entries = [_entry(tip.given_at, _("You left the tip"), "lightbulb")]
    editor = tip.taken_by.name if tip.taken_by else None
    if tip.answered_at is not None and tip.answered_at != (tip.declined_at or tip.drafted_at):
        entries.append(_entry(tip.answered_at, _("An editor took it"), "hand", editor))
    if tip.drafted_at is not None:
        entries.append(_entry(tip.drafted_at, _("An editor began to write a story from it"), "pencil", editor))
    if tip.declined_at is not None and tip.status is TipStatus.DECLINED:
        entries.append(_entry(tip.declined_at, _("An editor wrote back to you"), "message-circle", editor))
    if tip.published_at is not None:
        entries.append(_entry(tip.published_at, _("The story is in the library"), "book-open"))
    return entries


def _entry(at: datetime, words: str, icon: str, who: str | None = None) -> TrailEntry:
    return TrailEntry(moment(at, "short"), at.isoformat(), words, who, icon)
