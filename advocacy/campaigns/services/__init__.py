"""Every way campaigns change."""

from advocacy.campaigns.services.ending import END, TELL_OF_END, end_campaign, end_when_over, tell_of_end, write_lessons
from advocacy.campaigns.services.kicking_off import WRITE_LETTERS, NotReady, kick_off_campaign, prolong_campaign, write_kick_off_letters
from advocacy.campaigns.services.preparing import (
    CampaignPlan,
    add_story,
    change_campaign,
    create_campaign,
    discard_campaign,
    take_out_story,
)
from advocacy.campaigns.services.reporting import ReportedApplications, report_applications

__all__ = [
    "END",
    "TELL_OF_END",
    "WRITE_LETTERS",
    "CampaignPlan",
    "NotReady",
    "ReportedApplications",
    "add_story",
    "change_campaign",
    "create_campaign",
    "discard_campaign",
    "end_campaign",
    "end_when_over",
    "kick_off_campaign",
    "prolong_campaign",
    "report_applications",
    "take_out_story",
    "tell_of_end",
    "write_kick_off_letters",
    "write_lessons",
]
