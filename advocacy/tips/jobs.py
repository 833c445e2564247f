"""What tips do in the background: telling givers, reminding the board, and removing what nobody needs any more."""

from __future__ import annotations

from datetime import timedelta

from advocacy.foundation.database import db
from advocacy.foundation.jobs import job
from advocacy.stories.models import Story
from advocacy.tips import services
from advocacy.tips.models import Tip, TipStatus


@job(services.TELL)
def tell_giver(tip: int, status: str) -> None:
    """Writes one letter, or none when it is not needed any more."""
    found = db.session.get(Tip, tip)
    if found is not None:
        services.tell_giver(found, TipStatus(status))


@job(services.NOTE_PUBLISHED)
def note_published(story: int) -> None:
    """A story's embargo is over: the giver of the tip hears of it, if it is in the library indeed."""
    found = db.session.get(Story, story)
    if found is not None and found.published_version_id is not None and found.retired_at is None:
        services.note_published(found)


@job("tips.remind_board", every=timedelta(hours=1))
def remind_board() -> None:
    """Looks each hour, so that a reminder comes in the morning of the fourth working day; each tip is reminded of once."""
    services.remind_board()


@job("tips.sweep_tips", every=timedelta(days=1))
def sweep_tips() -> None:
    """A few hundred at a time; what is left comes the next day."""
    services.sweep_tips()
