"""Who may see what of somebody's learning: the learner all of it, nobody else anything."""

from __future__ import annotations

from advocacy.accounts.access import Actor
from advocacy.training.models import Attempt


def can_see_attempt(actor: Actor, attempt: Attempt) -> bool:
    """Only whose go it is: no role reaches into somebody's answers (attack row T07)."""
    return attempt.person_id == actor.person.id
