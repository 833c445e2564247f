"""What may stand in the way when the time of a planned share has come, each with the sentence its person reads."""

from __future__ import annotations

from enum import StrEnum

from advocacy.accounts.access import Actor
from advocacy.foundation import clock
from advocacy.foundation.i18n import LazyString
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.networks.queries import find_connection
from advocacy.sharing.access import Obstacle, find_obstacle
from advocacy.sharing.models import PlannedShare, PlanWay
from advocacy.stories.models import Story


class PlanHold(StrEnum):
    """Why a plan is held. Nothing is lost: the person chooses another time, or lets it go."""

    PAUSED = "paused"
    RETIRED = "retired"
    EXPIRED = "expired"
    EMBARGOED = "embargoed"
    CLOSED_STORY = "closed_story"
    INTERNAL_STORY = "internal_story"
    NOT_TAKING_PART = "not_taking_part"
    NO_LICENCE = "no_licence"
    DISCONNECTED = "disconnected"
    LATE = "late"
    UNREADABLE = "unreadable"


SENTENCES: dict[PlanHold, LazyString] = {
    PlanHold.PAUSED: _("The story is resting just now, perhaps because somebody in its picture no longer wants to be shown."),
    PlanHold.RETIRED: _("The story has been taken out of the library."),
    PlanHold.EXPIRED: _("The story's last day in the library is over."),
    PlanHold.EMBARGOED: _("The story is not to be seen yet."),
    PlanHold.CLOSED_STORY: _("The story is not in the library any more."),
    PlanHold.INTERNAL_STORY: _("The story is for reading in the house only now."),
    PlanHold.NOT_TAKING_PART: _("You do not take part in the story's programme any more."),
    PlanHold.NO_LICENCE: _("Your ambassador licence has run out. A short course renews it."),
    PlanHold.DISCONNECTED: _("Your account on the network is not connected any more."),
    PlanHold.LATE: _("Our machine was away when the time had come, and we would rather not post at an hour you did not choose."),
    PlanHold.UNREADABLE: _("Your words could not be read any more. Write them anew, please."),
}
_OF_OBSTACLE = {
    Obstacle.CLOSED_STORY: PlanHold.CLOSED_STORY,
    Obstacle.INTERNAL_STORY: PlanHold.INTERNAL_STORY,
    Obstacle.NOT_TAKING_PART: PlanHold.NOT_TAKING_PART,
    Obstacle.NO_LICENCE: PlanHold.NO_LICENCE,
}


def find_hold(plan: PlannedShare, actor: Actor) -> PlanHold | None:
    """The first thing that stands in the way at this moment: the story, the person's place in the programme, the account."""
    obstacle = find_obstacle(actor, plan.story)
    if obstacle is not None or not plan.story.is_live_at(clock.now()):
        return _of_story(plan.story) or _OF_OBSTACLE[obstacle or Obstacle.CLOSED_STORY]
    if plan.way is PlanWay.REMIND:
        return None
    connection = find_connection(actor.person, plan.network)
    is_there = connection is not None and connection.broken_at is None and connection.public_id == plan.connection
    return None if is_there else PlanHold.DISCONNECTED


def _of_story(story: Story) -> PlanHold | None:
    moment = clock.now()
    if story.retired_at is not None:
        return PlanHold.RETIRED
    if story.paused_at is not None:
        return PlanHold.PAUSED
    if story.waits_at(moment):
        return PlanHold.EMBARGOED
    is_over = story.expires_on is not None and story.expires_on < clock.local_day(moment)
    return PlanHold.EXPIRED if is_over else None
