"""Which shares a leader may see and thank for: those that employees have chosen to show, from the leader's own part of the house."""

from __future__ import annotations

from advocacy.accounts.access import LEADING, Actor
from advocacy.accounts.models import Role
from advocacy.recognition.models import Acknowledgement
from advocacy.sharing.models import Share


def can_acknowledge_share(actor: Actor, share: Share) -> bool:
    """Confirmed and shown to leaders by a colleague who works in one of the actor's units or below (attack row L04).

    One that has been taken back is not shown any more; a leader who has its name had seen it, and may be told what
    became of it (attack row L08).
    """
    person = share.person
    if person is None or not person.is_active or person.id == actor.person.id:
        return False
    is_shown = share.confirmed_at is not None and (share.is_visible_to_leaders or share.withdrawn_at is not None)
    return is_shown and share.story.programme.is_launched and actor.reaches(person.unit, *LEADING)


def role_in(actor: Actor, share: Share) -> Role:
    """The role in which somebody thanks for this share: the director where that reaches, else the leader."""
    assert share.person is not None
    return Role.DIRECTOR if actor.reaches(share.person.unit, Role.DIRECTOR) else Role.LEADER


def can_put_away_acknowledgement(actor: Actor, acknowledgement: Acknowledgement) -> bool:
    """Only whoever was thanked."""
    return acknowledgement.share.person_id == actor.person.id
