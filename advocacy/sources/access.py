"""Who may bring stories in: the editors of the programme they are for. To everybody else its feeds and imports do not exist."""

from __future__ import annotations

from advocacy.accounts.access import Actor
from advocacy.programmes.models import Programme
from advocacy.stories.access import can_write_for_programme


def can_bring_stories(actor: Actor, programme: Programme) -> bool:
    """See the top of this file."""
    return can_write_for_programme(actor, programme)
