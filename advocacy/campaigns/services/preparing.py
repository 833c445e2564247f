"""Preparing a campaign: what it is called, what it is for, its days, its goal, its message and its stories."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from advocacy.accounts.access import Actor
from advocacy.campaigns.access import can_create_campaign
from advocacy.campaigns.models import Campaign, CampaignStory, GoalKind
from advocacy.campaigns.services.changing import (
    LONGEST_LINE,
    LONGEST_TEXT,
    Problems,
    hold,
    record,
    require_preparation,
    require_preparer,
    require_running,
    required,
    tidied,
)
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import Forbidden, InvalidInput, Refusal
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.text import clean_line
from advocacy.programmes.models import Programme, Purpose
from advocacy.programmes.queries import find_purpose
from advocacy.stories.access import is_shareable
from advocacy.stories.models import Story

#: Time-boxed: what takes longer than a season is a programme.
LONGEST_DAYS = 92
#: Fewer than five people are never shown, so a goal below that could not be followed.
SMALLEST_GOAL, LARGEST_GOAL = 5, 1_000_000
MOST_STORIES = 12


@dataclass(frozen=True)
class CampaignPlan:
    """What is written about a campaign before the kick-off; what is left out may be filled in later."""

    name: Mapping[str, str]
    #: One of the programme's purposes, by its public name.
    purpose: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    goal_kind: GoalKind | None = None
    goal_number: int | None = None
    message: Mapping[str, str] = field(default_factory=dict)


def create_campaign(programme: Programme, plan: CampaignPlan, actor: Actor) -> Campaign:
    """A new campaign in preparation."""
    if not can_create_campaign(actor, programme):
        raise Forbidden
    campaign = Campaign(programme=programme, name={}, created_by_id=actor.person.id, is_first_share_told=False)
    _write(campaign, plan)
    db.session.add(campaign)
    db.session.flush()
    record("created", campaign, actor, programme=programme.public_id)
    return campaign


def change_campaign(campaign: Campaign, plan: CampaignPlan, actor: Actor) -> Campaign:
    """Another plan, until the kick-off."""
    require_preparer(campaign, actor)
    hold(campaign)
    require_preparation(campaign)
    _write(campaign, plan)
    db.session.flush()
    record("changed", campaign, actor)
    return campaign


def discard_campaign(campaign: Campaign, actor: Actor) -> None:
    """A campaign that nobody will kick off is thrown away; what was kicked off is kept for good."""
    require_preparer(campaign, actor)
    hold(campaign)
    require_preparation(campaign)
    record("discarded", campaign, actor)
    db.session.delete(campaign)
    db.session.flush()


def add_story(campaign: Campaign, story: Story, actor: Actor) -> None:
    """A story from the library joins, before the kick-off or later; from then on its shares count. Once is enough."""
    require_preparer(campaign, actor)
    hold(campaign)
    if campaign.is_ended:
        require_running(campaign)
    if story.programme_id != campaign.programme_id or not is_shareable(story):
        raise Refusal(_("Only stories that are in this programme's library today can be chosen."))
    if any(each.story_id == story.id for each in campaign.stories):
        return
    if len(campaign.stories) >= MOST_STORIES:
        raise Refusal(_("There are %(most)s stories already. A few good ones are shared more than many.", most=MOST_STORIES))
    campaign.stories.append(CampaignStory(story=story, added_at=clock.now(), added_by_id=actor.person.id))
    db.session.flush()
    record("story_added", campaign, actor, story=story.public_id)


def take_out_story(campaign: Campaign, story: Story, actor: Actor) -> None:
    """A story leaves again, until the kick-off; afterwards colleagues have shared it as part of the campaign."""
    require_preparer(campaign, actor)
    hold(campaign)
    require_preparation(campaign)
    kept = [each for each in campaign.stories if each.story_id != story.id]
    if len(kept) < len(campaign.stories):
        campaign.stories = kept
        db.session.flush()
        record("story_taken_out", campaign, actor, story=story.public_id)


def _write(campaign: Campaign, plan: CampaignPlan) -> None:
    problems: Problems = {}
    campaign.name = required(plan.name, "name", problems, longest=LONGEST_LINE, tidy=clean_line)
    campaign.message = tidied(plan.message, "message", problems, longest=LONGEST_TEXT)
    campaign.purpose = _checked_purpose(campaign.programme, plan.purpose, problems)
    check_days(plan.starts_on, plan.ends_on, problems)
    campaign.starts_on, campaign.ends_on = plan.starts_on, plan.ends_on
    _check_goal(plan, problems)
    campaign.goal_kind, campaign.goal_number = plan.goal_kind, plan.goal_number
    if problems:
        raise InvalidInput(problems)


def _checked_purpose(programme: Programme, public_id: str | None, problems: Problems) -> Purpose | None:
    if not public_id:
        return None
    purpose = find_purpose(programme, public_id)
    if purpose is None:
        problems["purpose"] = _("Choose one of the programme's purposes.")
    return purpose


def check_days(starts_on: date | None, ends_on: date | None, problems: Problems) -> None:
    """The last day is not before the first, and not more than a season after it."""
    if starts_on is not None and starts_on.year > clock.today().year + 2:
        problems["starts_on"] = _("That is very far away. Is the year right?")
    if starts_on is None or ends_on is None:
        return
    if ends_on < starts_on:
        problems["ends_on"] = _("The last day is before the first.")
    elif (ends_on - starts_on).days >= LONGEST_DAYS:
        problems["ends_on"] = _(
            "A campaign lasts at most %(days)s days. What takes longer is better as part of the programme.", days=LONGEST_DAYS
        )


def _check_goal(plan: CampaignPlan, problems: Problems) -> None:
    if plan.goal_number is not None and not SMALLEST_GOAL <= plan.goal_number <= LARGEST_GOAL:
        problems["goal_number"] = _(
            "Choose a whole number from %(least)s to %(most)s. Fewer than five people are never shown.",
            least=SMALLEST_GOAL,
            most=LARGEST_GOAL,
        )
