"""What everybody sees: the list, a campaign with its stories and progress, the summary, and how the numbers are counted."""

from __future__ import annotations

from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import Actor
from advocacy.campaigns import access, queries
from advocacy.campaigns.models import Campaign, CampaignStatus
from advocacy.campaigns.views.blueprint import bp, page_asked, visible_campaign
from advocacy.campaigns.wording import GOAL_LABELS, HOW_COUNTED, RUNG_LABELS
from advocacy.foundation import clock
from advocacy.foundation.guards import SIGNED_IN, acting, allow
from advocacy.foundation.i18n import current_locale
from advocacy.foundation.pages import page
from advocacy.networks.catalogue.listing import network
from advocacy.sharing.access import Obstacle, find_obstacle

PAGE_LENGTH = 10


@bp.get("/")
@allow(SIGNED_IN)
def index() -> ResponseReturnValue:
    """What runs, what is being prepared, and what was learnt before."""
    actor: Actor = acting()
    at = page_asked()
    earlier = queries.visible_campaigns(actor, CampaignStatus.ENDED, limit=PAGE_LENGTH + 1, offset=(at - 1) * PAGE_LENGTH)
    return page(
        "campaigns/index.html",
        running=queries.visible_campaigns(actor, CampaignStatus.RUNNING),
        in_preparation=queries.visible_campaigns(actor, CampaignStatus.IN_PREPARATION),
        earlier=earlier[:PAGE_LENGTH],
        may_prepare={each.id: access.can_prepare_campaign(actor, each) for each in earlier},
        next_page=at + 1 if len(earlier) > PAGE_LENGTH else None,
        may_add=bool(queries.creatable_programmes(actor)),
        today=clock.today(),
    )


@bp.get("/definitions")
@allow(SIGNED_IN)
def definitions() -> ResponseReturnValue:
    """How each number is counted, for everybody."""
    return page("campaigns/definitions.html", how=HOW_COUNTED, goals=GOAL_LABELS)


@bp.get("/<public_id>")
@allow(SIGNED_IN)
def show(public_id: str) -> ResponseReturnValue:
    """The campaign as everybody sees it; leaders and directors see the same."""
    actor: Actor = acting()
    campaign = visible_campaign(public_id)
    if campaign.status is CampaignStatus.IN_PREPARATION:
        return redirect(url_for("campaigns.prepare", public_id=campaign.public_id), 303)
    if campaign.is_ended:
        return redirect(url_for("campaigns.summary", public_id=campaign.public_id), 303)
    stories = queries.shown_stories(campaign, actor)
    obstacle = find_obstacle(actor, stories.live[0]) if stories.live else None
    usual = queries.usual_network(actor.person) if stories.live and obstacle is None else None
    return page(
        "campaigns/show.html",
        campaign=campaign,
        stories=stories,
        obstacle=obstacle,
        obstacles=Obstacle,
        usual=network(usual) if usual else None,
        has_told_first_share=queries.has_told_first_share(campaign),
        **figures(campaign, actor),
    )


@bp.get("/<public_id>/summary")
@allow(SIGNED_IN)
def summary(public_id: str) -> ResponseReturnValue:
    """What came of it, as it was counted at the end, and what is to be done differently."""
    actor: Actor = acting()
    campaign = visible_campaign(public_id)
    if not campaign.is_ended or campaign.result is None:
        return redirect(url_for("campaigns.show", public_id=campaign.public_id), 303)
    return page(
        "campaigns/summary.html",
        campaign=campaign,
        kept=campaign.result["how"][current_locale()],
        stories=queries.shown_stories(campaign, actor),
        late=queries.late_applications_of(campaign),
        may_write_lessons=access.can_write_lessons(actor, campaign),
        **figures(campaign, actor),
    )


def figures(campaign: Campaign, actor: Actor) -> dict[str, Any]:
    """What both pages show of the numbers, and who may do what."""
    today = clock.today()
    return {
        "progress": queries.progress_of(campaign),
        "goals": GOAL_LABELS,
        "how": HOW_COUNTED,
        "rungs": RUNG_LABELS,
        "today": today,
        "days_left": (campaign.ends_on - today).days + 1 if campaign.ends_on else 0,
        "may_prepare": access.can_prepare_campaign(actor, campaign),
        "may_lead": access.can_kick_off_campaign(actor, campaign),
        "may_report": access.can_report_applications(actor, campaign),
        "may_see_reports": access.can_see_application_reports(actor, campaign),
    }
