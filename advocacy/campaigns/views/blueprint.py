"""What the pages of campaigns share: their address, and how the campaign in an address is found."""

from __future__ import annotations

from flask import Blueprint, request

from advocacy.campaigns import access, queries
from advocacy.campaigns.models import Campaign
from advocacy.foundation.guards import acting, require, require_visible
from advocacy.foundation.i18n import gettext as _

bp = Blueprint("campaigns", __name__, url_prefix="/campaigns")
#: No list is longer, and a database cannot count to what somebody may type.
LAST_PAGE = 10_000


def page_asked() -> int:
    """The page of a list that an address names, the first when it names none."""
    return min(max(request.args.get("page", 1, type=int), 1), LAST_PAGE)


def visible_campaign(public_id: str) -> Campaign:
    """The campaign of this address; 404 for those to whom it does not exist."""
    campaign = queries.get_campaign(public_id)
    require_visible(access.can_see_campaign(acting(), campaign))
    return campaign


def own_campaign(public_id: str) -> Campaign:
    """As ``visible_campaign``, for those who prepare it; 403 for those who only see it."""
    campaign = visible_campaign(public_id)
    require(access.can_prepare_campaign(acting(), campaign))
    return campaign


def directors_campaign(public_id: str) -> Campaign:
    """The campaign for the one person who may kick it off, prolong it and end it; 403 for everybody else, as at the launch."""
    campaign = queries.get_campaign(public_id)
    sentence = _("Only the initiator, as director for all of the programme's units, can do this.")
    require(access.can_kick_off_campaign(acting(), campaign), sentence)
    return campaign
