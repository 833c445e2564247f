"""Who may see an own story: its writer always, and the partner they have asked, for as long as the writer leaves the talk open.

Nobody else, whatever their role: to leaders, HR partners, other editors and administrators it does not exist (404).
"""

from __future__ import annotations

from advocacy.accounts.access import Actor
from advocacy.sparring.models import OwnStory


def is_writer(actor: Actor, own_story: OwnStory) -> bool:
    """The one whose words they are."""
    return own_story.writer_id == actor.person.id


def is_partner(actor: Actor, own_story: OwnStory) -> bool:
    """The one who has been asked, while the talk is open."""
    return own_story.is_open and own_story.partner_id == actor.person.id


def can_read_own_story(actor: Actor, own_story: OwnStory) -> bool:
    """See the top of this file."""
    return is_writer(actor, own_story) or is_partner(actor, own_story)
