"""Who may see a tip.

A tip is seen by the person who gave it and by the editors of the unit they worked in. Where no editor has that unit, every
editor sees it, so that no tip is left lying. To everybody else it does not exist (404). Which editors a tip is for is asked
of the database in ``queries``; here stands what needs no asking.
"""

from __future__ import annotations

from advocacy.accounts.access import Actor
from advocacy.tips.models import Tip, TipStatus


def is_giver(actor: Actor, tip: Tip) -> bool:
    """Only whoever gave it sees it as their own."""
    return tip.given_by_id is not None and tip.given_by_id == actor.person.id


def can_take_back_tip(actor: Actor, tip: Tip) -> bool:
    """The giver, until it has become a story."""
    return is_giver(actor, tip) and not tip.is_used


def can_take_tip(tip: Tip) -> bool:
    """One that nobody has answered yet."""
    return tip.status is TipStatus.NEW


def can_draft_tip(tip: Tip) -> bool:
    """One that waits, also with a colleague: somebody may be away."""
    return tip.status in {TipStatus.NEW, TipStatus.TAKEN}


def can_decline_tip(tip: Tip) -> bool:
    """As for a draft: what has become a story is no longer declined."""
    return can_draft_tip(tip)
