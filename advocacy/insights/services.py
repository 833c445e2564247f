"""The one thing that is written here: that a file was taken out of the house."""

from __future__ import annotations

from advocacy.accounts.access import Actor
from advocacy.accounts.models import Role
from advocacy.history import services as history
from advocacy.insights.queries import Summary


def note_download(summary: Summary, actor: Actor) -> None:
    """An entry in the audit trail: who took which numbers, and how many lines (attack row H14)."""
    lines = len(summary.table.rows) if summary.table else 0
    history.record(
        "insights.table.downloaded",
        summary.programme,
        by=actor.person.id,
        role=actor.role_word(Role.HR, Role.DIRECTOR),
        period=summary.period.key,
        unit=summary.unit.public_id,
        lines=lines,
    )
