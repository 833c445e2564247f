"""The kick-off: the director shares first, sees what colleagues will read, and presses. Later she may prolong."""

from __future__ import annotations

from flask import flash
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import Actor
from advocacy.campaigns import queries, services
from advocacy.campaigns.forms import KickOffForm, ProlongForm
from advocacy.campaigns.models import CampaignStatus
from advocacy.campaigns.views.blueprint import bp, directors_campaign
from advocacy.campaigns.wording import GOAL_LABELS, HOW_COUNTED
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.guards import SIGNED_IN, acting, allow
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.pages import onward, page
from advocacy.sharing.access import find_obstacle


@bp.get("/<public_id>/kick-off")
@allow(SIGNED_IN)
def kick_off(public_id: str) -> ResponseReturnValue:
    """The page before the press. For everybody but the initiator it is closed."""
    actor: Actor = acting()
    campaign = directors_campaign(public_id)
    if campaign.status is not CampaignStatus.IN_PREPARATION:
        return onward("campaigns.show", public_id=campaign.public_id)
    live = queries.shown_stories(campaign, actor).live
    share = queries.find_first_share(campaign, actor.person)
    return page(
        "campaigns/kick_off.html",
        campaign=campaign,
        readiness=queries.readiness_of(campaign),
        live=live,
        obstacle=find_obstacle(actor, live[0]) if live else None,
        first_share=share,
        form=KickOffForm(data={"tell_first_share": share is not None and share.confirmed_at is not None}),
        letters=queries.count_letters(campaign),
        goals=GOAL_LABELS,
        how=HOW_COUNTED,
        today=clock.today(),
    )


@bp.post("/<public_id>/kick-off")
@allow(SIGNED_IN)
def kick_off_now(public_id: str) -> ResponseReturnValue:
    """The press."""
    actor: Actor = acting()
    campaign = directors_campaign(public_id)
    services.kick_off_campaign(campaign, actor, tell_first_share=bool(KickOffForm().tell_first_share.data))
    db.session.commit()
    flash(_("It is kicked off. Those who take part get your letter by day. Thank you for going first."), "thanks")
    return onward("campaigns.show", public_id=campaign.public_id)


@bp.route("/<public_id>/prolong", methods=["GET", "POST"])
@allow(SIGNED_IN)
def prolong(public_id: str) -> ResponseReturnValue:
    """A later last day."""
    actor: Actor = acting()
    campaign = directors_campaign(public_id)
    if not campaign.is_running:
        return onward("campaigns.show", public_id=campaign.public_id)
    form = ProlongForm()
    if form.validate_on_submit() and form.attempt(lambda: services.prolong_campaign(campaign, form.to_day.data, actor)):
        db.session.commit()
        flash(_("The campaign has a later last day. Its page says so."), "success")
        return onward("campaigns.show", public_id=campaign.public_id)
    return page("campaigns/prolong.html", campaign=campaign, form=form)
