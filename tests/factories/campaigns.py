"""Campaigns, kicked off today unless told otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from advocacy.campaigns.models import Campaign, CampaignStatus, CampaignStory, GoalKind
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.programmes.models import Programme
from advocacy.stories.models import Story
from tests.factories.programmes import texts
from tests.people import Cast


def make_campaign(
    cast: Cast,
    programme: Programme,
    *stories: Story,
    is_kicked_off: bool = True,
    goal: tuple[GoalKind, int] = (GoalKind.PEOPLE, 40),
    **changes: Any,
) -> Campaign:
    """A campaign of three weeks with everything in place, as the services would have left it; no letters and no jobs."""
    values: dict[str, Any] = {
        "name": {"da": "Velkommen, ny kollega", "en": "Welcome, new colleague"},
        "purpose_id": programme.purposes[0].id,
        "starts_on": clock.today(),
        "ends_on": clock.today() + timedelta(days=20),
        "message": texts("Let us show what it is like here."),
        "created_by_id": cast.lone.id,
        "is_first_share_told": False,
        "goal_kind": goal[0],
        "goal_number": goal[1],
    }
    campaign = Campaign(programme_id=programme.id, **{**values, **changes})
    if is_kicked_off:
        campaign.status, campaign.kicked_off_at = CampaignStatus.RUNNING, clock.now()
        campaign.kicked_off_by_id, campaign.kicked_off_by_name = cast.birgitte.id, cast.birgitte.name
        campaign.kicked_off_by_title = cast.birgitte.title
    db.session.add(campaign)
    db.session.flush()
    add_stories(campaign, stories, cast)
    db.session.refresh(campaign)
    return campaign


def add_stories(campaign: Campaign, stories: Sequence[Story], cast: Cast) -> None:
    """Stories that have been part of it since the first day began."""
    assert campaign.begins_at is not None
    for story in stories:
        row = CampaignStory(campaign_id=campaign.id, story_id=story.id, added_at=campaign.begins_at, added_by_id=cast.lone.id)
        db.session.add(row)
    db.session.flush()
