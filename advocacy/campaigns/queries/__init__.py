"""Every way campaigns are read."""

from advocacy.campaigns.queries.campaigns import (
    campaigns_between,
    campaigns_of_story,
    campaigns_to_look_back_on,
    creatable_programmes,
    current_campaigns_for,
    find_campaign,
    find_first_share,
    get_campaign,
    has_told_first_share,
    live_stories,
    shown_stories,
    usual_network,
    visible_campaigns,
)
from advocacy.campaigns.queries.figures import Progress, RungCount
from advocacy.campaigns.queries.letters import count_letters, people_to_write_to
from advocacy.campaigns.queries.progress import progress_of
from advocacy.campaigns.queries.readiness import readiness_of
from advocacy.campaigns.queries.reports import applications_of, late_applications_of, reports_of

__all__ = [
    "Progress",
    "RungCount",
    "applications_of",
    "campaigns_between",
    "campaigns_of_story",
    "campaigns_to_look_back_on",
    "count_letters",
    "creatable_programmes",
    "current_campaigns_for",
    "find_campaign",
    "find_first_share",
    "get_campaign",
    "has_told_first_share",
    "late_applications_of",
    "live_stories",
    "people_to_write_to",
    "progress_of",
    "readiness_of",
    "reports_of",
    "shown_stories",
    "usual_network",
    "visible_campaigns",
]
