"""Ending a campaign early, reporting applications, and writing down what was learnt."""

from __future__ import annotations

from flask import flash
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import Actor
from advocacy.campaigns import access, queries, services
from advocacy.campaigns.forms import ApplicationsForm, EndForm, LessonsForm, spread
from advocacy.campaigns.models import Campaign, CampaignStatus
from advocacy.campaigns.views.blueprint import bp, directors_campaign, visible_campaign
from advocacy.campaigns.wording import HOW_COUNTED
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.guards import SIGNED_IN, acting, allow, require
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.pages import onward, page


@bp.route("/<public_id>/end", methods=["GET", "POST"])
@allow(SIGNED_IN)
def end(public_id: str) -> ResponseReturnValue:
    """Before its last day, with a reason that everybody reads."""
    actor: Actor = acting()
    campaign = directors_campaign(public_id)
    if not campaign.is_running:
        return onward("campaigns.show", public_id=campaign.public_id)
    form = EndForm()
    if form.validate_on_submit() and form.attempt(lambda: _end(campaign, form, actor)):
        db.session.commit()
        flash(_("The campaign has ended. Here is what came of it."), "success")
        return onward("campaigns.summary", public_id=campaign.public_id)
    return page("campaigns/end.html", campaign=campaign, form=form)


def _end(campaign: Campaign, form: EndForm, actor: Actor) -> bool:
    services.end_campaign(campaign, form.texts("reason"), actor)
    return True


@bp.route("/<public_id>/applications", methods=["GET", "POST"])
@allow(SIGNED_IN)
def applications(public_id: str) -> ResponseReturnValue:
    """HR reports; those who answer for the campaign may look."""
    actor: Actor = acting()
    campaign = visible_campaign(public_id)
    require(access.can_see_application_reports(actor, campaign))
    may_report = access.can_report_applications(actor, campaign) and campaign.status is not CampaignStatus.IN_PREPARATION
    form = ApplicationsForm(data={"counted_on": clock.today()})
    if form.is_submitted():
        require(access.can_report_applications(actor, campaign), _("Applications are reported by HR."))
        if form.validate() and form.attempt(lambda: services.report_applications(campaign, form.told, actor)):
            db.session.commit()
            flash(_("Thank you. The number stands on the campaign's page, with its source."), "success")
            return onward("campaigns.applications", public_id=campaign.public_id)
    return page(
        "campaigns/applications.html",
        campaign=campaign,
        form=form,
        may_report=may_report,
        reports=queries.reports_of(campaign),
        total=queries.applications_of(campaign),
        how=HOW_COUNTED,
    )


@bp.route("/<public_id>/lessons", methods=["GET", "POST"])
@allow(SIGNED_IN)
def lessons(public_id: str) -> ResponseReturnValue:
    """What worked, and what to change."""
    actor: Actor = acting()
    campaign = visible_campaign(public_id)
    require(access.can_write_lessons(actor, campaign))
    if not campaign.is_ended:
        return onward("campaigns.show", public_id=campaign.public_id)
    form = LessonsForm(data=spread("worked", campaign.worked) | spread("change", campaign.change))
    if form.validate_on_submit() and form.attempt(lambda: _write_lessons(campaign, form, actor)):
        db.session.commit()
        flash(_("Saved. It stands in the summary, and in the list of earlier campaigns."), "success")
        return onward("campaigns.summary", public_id=campaign.public_id)
    return page("campaigns/lessons.html", campaign=campaign, form=form)


def _write_lessons(campaign: Campaign, form: LessonsForm, actor: Actor) -> bool:
    services.write_lessons(campaign, form.texts("worked"), form.texts("change"), actor)
    return True
