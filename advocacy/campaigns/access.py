"""Who may see, prepare, kick off and end a campaign, report applications to it, and write down what was learnt.

Seeing. While it is being prepared, only those who prepare its programme and the programme's editors see a campaign. Once kicked off
it is seen by everybody who sees the programme: the same page for employees, leaders and directors.
Acting. The owner prepares; only the initiator, as director for all of the programme's units, kicks off, prolongs and ends.
"""

from __future__ import annotations

from advocacy.accounts.access import Actor
from advocacy.accounts.models import Role
from advocacy.campaigns.models import Campaign, CampaignStatus
from advocacy.programmes.access import can_edit_for_programme, can_launch_programme, can_prepare_programme, can_see_programme
from advocacy.programmes.models import Programme


def can_create_campaign(actor: Actor, programme: Programme) -> bool:
    """Those who prepare the programme, once it has been launched."""
    return programme.is_launched and can_prepare_programme(actor, programme)


def can_prepare_campaign(actor: Actor, campaign: Campaign) -> bool:
    """The programme's initiator, its owner, and administrators who reach all of it."""
    return can_prepare_programme(actor, campaign.programme)


def can_kick_off_campaign(actor: Actor, campaign: Campaign) -> bool:
    """Only the initiator, as the launch itself; the same person prolongs it and ends it early."""
    return can_launch_programme(actor, campaign.programme)


def can_see_campaign(actor: Actor, campaign: Campaign) -> bool:
    """See the top of this file."""
    if campaign.status is CampaignStatus.IN_PREPARATION:
        return can_prepare_campaign(actor, campaign) or can_edit_for_programme(actor, campaign.programme)
    return can_see_programme(actor, campaign.programme)


def can_report_applications(actor: Actor, campaign: Campaign) -> bool:
    """HR partners whose role reaches one of the programme's units."""
    return any(actor.reaches(unit, Role.HR) for unit in campaign.programme.units)


def can_see_application_reports(actor: Actor, campaign: Campaign) -> bool:
    """The single reports, however small: those who make them and those who answer for the campaign."""
    return can_report_applications(actor, campaign) or can_prepare_campaign(actor, campaign)


def can_write_lessons(actor: Actor, campaign: Campaign) -> bool:
    """Those who prepared it, and the programme's editors."""
    return can_prepare_campaign(actor, campaign) or can_edit_for_programme(actor, campaign.programme)
