"""Preparing a campaign: a new one, what is in place, its plan, and its stories."""

from __future__ import annotations

from flask import flash, request
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import Actor
from advocacy.campaigns import access, queries, services
from advocacy.campaigns.forms import CampaignForm
from advocacy.campaigns.models import Campaign, CampaignStatus
from advocacy.campaigns.views.blueprint import bp, own_campaign, page_asked, visible_campaign
from advocacy.campaigns.wording import GOAL_LABELS
from advocacy.foundation.database import db, new_public_id
from advocacy.foundation.errors import Missing
from advocacy.foundation.guards import SIGNED_IN, acting, allow, require
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.pages import onward, page
from advocacy.programmes.models import Programme
from advocacy.programmes.queries import find_topic
from advocacy.stories.queries import get_story, library_for, versions_for_cards


@bp.route("/add", methods=["GET", "POST"])
@allow(SIGNED_IN)
def add() -> ResponseReturnValue:
    """A new campaign, in one of the programmes this person prepares."""
    actor: Actor = acting()
    programmes = queries.creatable_programmes(actor)
    require(bool(programmes), _("Campaigns are prepared by those who prepare a programme that has been launched."))
    form = CampaignForm(data={"programme": request.args.get("programme") or programmes[0].public_id})
    form.offer(programmes)
    if form.validate_on_submit():
        campaign = form.attempt(lambda: services.create_campaign(_chosen(form, programmes), form.plan, actor))
        if campaign is not None:
            db.session.commit()
            flash(_("The campaign is begun. Fill in what you know; the rest can wait."), "success")
            return onward("campaigns.edit", public_id=campaign.public_id)
    return page("campaigns/add.html", form=form, programmes=programmes)


def _chosen(form: CampaignForm, programmes: list[Programme]) -> Programme:
    if len(programmes) == 1:
        return programmes[0]
    found = next((each for each in programmes if each.public_id == form.programme.data), None)
    if found is None:
        raise Missing
    return found


@bp.get("/<public_id>/prepare")
@allow(SIGNED_IN)
def prepare(public_id: str) -> ResponseReturnValue:
    """What is in place and what is not; editors of the programme may look."""
    actor: Actor = acting()
    campaign = visible_campaign(public_id)
    if campaign.status is not CampaignStatus.IN_PREPARATION:
        return onward("campaigns.show", public_id=campaign.public_id)
    may_lead = access.can_kick_off_campaign(actor, campaign)
    return page(
        "campaigns/prepare.html",
        campaign=campaign,
        readiness=queries.readiness_of(campaign),
        goals=GOAL_LABELS,
        may_prepare=access.can_prepare_campaign(actor, campaign),
        may_lead=may_lead,
        # Whether the director has shared is the director's own business.
        first_share=queries.find_first_share(campaign, actor.person) if may_lead else None,
        key=new_public_id(),
    )


@bp.route("/<public_id>/edit", methods=["GET", "POST"])
@allow(SIGNED_IN)
def edit(public_id: str) -> ResponseReturnValue:
    """The plan: name, purpose, days, goal and message."""
    actor: Actor = acting()
    campaign = own_campaign(public_id)
    form = CampaignForm.of(campaign)
    if form.validate_on_submit() and form.attempt(lambda: services.change_campaign(campaign, form.plan, actor)):
        db.session.commit()
        flash(_("Saved."), "success")
        return onward("campaigns.prepare", public_id=campaign.public_id)
    return page("campaigns/edit.html", campaign=campaign, form=form)


@bp.post("/<public_id>/discard")
@allow(SIGNED_IN)
def discard(public_id: str) -> ResponseReturnValue:
    """Thrown away before the kick-off."""
    services.discard_campaign(own_campaign(public_id), acting())
    db.session.commit()
    flash(_("The campaign has been thrown away."), "success")
    return onward("campaigns.index")


@bp.get("/<public_id>/stories")
@allow(SIGNED_IN)
def stories(public_id: str) -> ResponseReturnValue:
    """The library, a page at a time, with a button at each story."""
    actor: Actor = acting()
    campaign = own_campaign(public_id)
    topic = find_topic(campaign.programme, request.args.get("topic", ""))
    library = library_for(actor, programme=campaign.programme, topic=topic, page=page_asked())
    versions = {version.id: version for version in versions_for_cards([entry.version_id for entry in library.entries])}
    return page(
        "campaigns/stories.html",
        campaign=campaign,
        chosen={each.story.public_id for each in campaign.stories},
        library=library,
        versions=[versions[entry.version_id] for entry in library.entries],
        topic=topic,
        filters={"public_id": campaign.public_id, "topic": topic.public_id if topic else None},
        may_take_out=campaign.status is CampaignStatus.IN_PREPARATION,
        key=new_public_id,
    )


@bp.post("/<public_id>/stories/<story_id>")
@allow(SIGNED_IN)
def add_story(public_id: str, story_id: str) -> ResponseReturnValue:
    """One more story."""
    campaign = own_campaign(public_id)
    services.add_story(campaign, get_story(story_id), acting())
    return _changed(campaign, _("The story is in the campaign."))


@bp.post("/<public_id>/stories/<story_id>/take-out")
@allow(SIGNED_IN)
def take_out_story(public_id: str, story_id: str) -> ResponseReturnValue:
    """One story less."""
    campaign = own_campaign(public_id)
    services.take_out_story(campaign, get_story(story_id), acting())
    return _changed(campaign, _("The story is out of the campaign again."))


def _changed(campaign: Campaign, sentence: str) -> ResponseReturnValue:
    db.session.commit()
    flash(sentence, "success")
    return onward("campaigns.stories", public_id=campaign.public_id)
