"""What stands between somebody and the share tools. It never stands between anybody and their own words."""

from __future__ import annotations

from enum import StrEnum

from advocacy.accounts.access import Actor
from advocacy.foundation.i18n import LazyString
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.programmes.queries import find_enrolment
from advocacy.sharing.models import Share
from advocacy.stories.access import can_read_story, is_in_library, is_shareable
from advocacy.stories.models import Story
from advocacy.training.queries import has_licence


class Obstacle(StrEnum):
    """Why the share tools stay closed for somebody and a story."""

    CLOSED_STORY = "closed_story"
    INTERNAL_STORY = "internal_story"
    NOT_TAKING_PART = "not_taking_part"
    NO_LICENCE = "no_licence"


SENTENCES: dict[Obstacle, LazyString] = {
    Obstacle.CLOSED_STORY: _("This story is not in the library any more, so it cannot be shared from here."),
    Obstacle.INTERNAL_STORY: _("This story is for reading in the house only. There are others that are yours to tell."),
    Obstacle.NOT_TAKING_PART: _("The share tools are for people who take part in this programme. Joining takes a minute and is voluntary."),
    Obstacle.NO_LICENCE: _("A short course opens the share tools. It neither gives nor takes permission to speak: "
                           "your own words are always yours."),
}


def find_obstacle(actor: Actor, story: Story) -> Obstacle | None:
    """The first thing that keeps the tools closed; every way to share asks here and nowhere else (attack rows T01, Z14).

    Who pauses may share: pausing means that we leave somebody in peace, not that they are kept from anything.
    """
    if not (can_read_story(actor, story) and is_in_library(story)):
        return Obstacle.CLOSED_STORY
    if not is_shareable(story):
        return Obstacle.INTERNAL_STORY
    if find_enrolment(story.programme, actor.person) is None:
        return Obstacle.NOT_TAKING_PART
    return None if has_licence(actor.person) else Obstacle.NO_LICENCE


def why_not_share(actor: Actor, story: Story) -> LazyString | None:
    """A sentence that says what would open the tools, or None when they are open."""
    obstacle = find_obstacle(actor, story)
    return SENTENCES[obstacle] if obstacle else None


def can_share_story(actor: Actor, story: Story) -> bool:
    """Takes part in the story's programme, holds a licence, and the story is in the library."""
    return find_obstacle(actor, story) is None


def can_see_share(actor: Actor, share: Share) -> bool:
    """Only whose share it is: no role reaches into it (compliance P26)."""
    return share.person_id == actor.person.id
