"""The two campaigns: one that runs, and one that is over. Nothing is added to what was shared; it is only counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from advocacy.campaigns.models import ApplicationReport, Campaign, CampaignStatus, CampaignStory, GoalKind
from advocacy.campaigns.queries import find_first_share
from advocacy.campaigns.queries.figures import frozen
from advocacy.campaigns.queries.progress import counted
from advocacy.campaigns.services.ending import ask_to_end
from advocacy.demo.reading import words
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.text import key_of
from advocacy.history.models import HistoryEntry
from advocacy.people.models import Person
from advocacy.programmes.models import Programme
from advocacy.stories.models import Story

#: The kick-off was pressed so long after the first day had begun.
AT_NINE = timedelta(hours=9)


def load_campaigns(programme: Programme, stories: Sequence[Story], people: dict[str, Person], *, at: datetime) -> None:
    """Both, with their history; ``stories`` in the order of their numbers."""
    for told in words("campaigns")["campaign"]:
        campaign = _campaign(programme, told, stories, at)
        _tell(campaign, "created", campaign.created_by_id, campaign.created_at)
        _tell(campaign, "kicked_off", campaign.kicked_off_by_id, campaign.kicked_off_at)
        for report in told.get("applications", []):
            _report(campaign, report, people[report["by"]], at)
        if told["status"] == "ended":
            _end(campaign, told, people)
        else:
            share = find_first_share(campaign, programme.initiator)
            campaign.is_first_share_told = share is not None and share.confirmed_at is not None
            ask_to_end(campaign)
    db.session.flush()


def _campaign(programme: Programme, told: dict[str, Any], stories: Sequence[Story], at: datetime) -> Campaign:
    first = clock.local_day(at) - timedelta(days=told["begins_days_ago"])
    begun, initiator = clock.start_of_day(first), programme.initiator
    purpose = next(each["name"] for each in words("organisation")["purpose"] if each["code"] == told["purpose"])
    campaign = Campaign(
        programme=programme,
        status=CampaignStatus.RUNNING,
        name=told["name"],
        purpose=next(each for each in programme.purposes if each.text == purpose),
        starts_on=first,
        ends_on=clock.local_day(at) - timedelta(days=told["ends_days_ago"]),
        goal_kind=GoalKind(told["goal_kind"]),
        goal_number=told["goal_number"],
        message=told["message"],
        created_by_id=programme.owner_id or programme.initiator_id,
        created_at=begun - timedelta(days=6),
        kicked_off_at=begun + AT_NINE,
        kicked_off_by_id=initiator.id,
        kicked_off_by_name=initiator.name,
        kicked_off_by_title=initiator.title,
        is_first_share_told=False,
    )
    added = {"added_at": begun - timedelta(days=5), "added_by_id": campaign.created_by_id}
    campaign.stories = [CampaignStory(story=stories[number - 1], **added) for number in told["stories"]]
    db.session.add(campaign)
    db.session.flush()
    return campaign


def _report(campaign: Campaign, told: dict[str, Any], by: Person, at: datetime) -> None:
    moment = at - timedelta(days=told["days_ago"])
    db.session.add(
        ApplicationReport(
            campaign_id=campaign.id,
            source=told["source"],
            source_key=key_of(told["source"]),
            number=told["number"],
            counted_on=clock.local_day(moment),
            reported_at=moment,
            reported_by_id=by.id,
        )
    )
    db.session.flush()
    _tell(campaign, "applications_reported", by.id, moment, role="hr")


def _end(campaign: Campaign, told: dict[str, Any], people: dict[str, Person]) -> None:
    over, by = campaign.is_over_at, people[told["lessons_by"]]
    assert over is not None
    campaign.result = frozen(counted(campaign, over))
    campaign.status, campaign.ended_at = CampaignStatus.ENDED, over
    campaign.worked, campaign.change = told["worked"], told["change"]
    campaign.lessons_at, campaign.lessons_by_name = over + timedelta(days=2, hours=10), by.name
    _tell(campaign, "ended", None, over)
    _tell(campaign, "lessons_written", by.id, campaign.lessons_at, role="editor")


def _tell(campaign: Campaign, deed: str, by: int | None, at: datetime | None, *, role: str = "director") -> None:
    entry = HistoryEntry(
        at=at or campaign.created_at,
        person_id=by,
        role=role if by else None,
        deed=f"campaigns.campaign.{deed}",
        subject=f"campaign:{campaign.public_id}",
        facts={},
        is_private=False,
    )
    db.session.add(entry)
