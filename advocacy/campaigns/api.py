"""Campaigns in the API: preparing, kicking off, following, reporting applications, prolonging and ending."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint

from advocacy.accounts.access import SIGNED_IN, Actor
from advocacy.campaigns import access, queries, services
from advocacy.campaigns.models import Campaign, CampaignStatus, GoalKind
from advocacy.campaigns.schemas import (
    ApplicationsAnswer,
    ApplicationsSent,
    CampaignAnswer,
    CampaignPlanSent,
    CampaignRungAnswer,
    CampaignsAnswer,
    CampaignSent,
    CampaignTextAnswer,
    EndSent,
    GoalSent,
    KickOffAnswer,
    KickOffSent,
    LessonsSent,
    MissingStepAnswer,
    ProgressAnswer,
    ProlongationSent,
)
from advocacy.campaigns.services import CampaignPlan, ReportedApplications
from advocacy.campaigns.wording import HOW_COUNTED, RUNG_LABELS
from advocacy.foundation.database import db
from advocacy.foundation.guards import acting, require_visible
from advocacy.foundation.operations import operation
from advocacy.programmes.access import can_see_programme
from advocacy.programmes.queries import get_programme
from advocacy.stories.queries import get_story

bp = Blueprint("api_campaigns", __name__)
SCOPE = "campaigns:write"
READING_SCOPE = "campaigns:read"
NEWEST_ENDED = 20


def _visible(public_id: str) -> Campaign:
    campaign = queries.get_campaign(public_id)
    require_visible(access.can_see_campaign(acting(), campaign))
    return campaign


@operation(bp, "POST", "/campaigns", who=SIGNED_IN, scope=SCOPE, status=201)
def create_campaign(body: CampaignSent) -> CampaignAnswer:
    """Makes a campaign in a programme the caller prepares."""
    actor: Actor = acting()
    programme = get_programme(body.programme)
    require_visible(can_see_programme(actor, programme))
    campaign = services.create_campaign(programme, _plan(body, body.name.model_dump(), None), actor)
    _add_stories(campaign, body.stories, actor)
    db.session.commit()
    return _answer(campaign, actor)


@operation(bp, "GET", "/campaigns", who=SIGNED_IN, scope=READING_SCOPE)
def list_campaigns() -> CampaignsAnswer:
    """The campaigns the caller may see."""
    actor: Actor = acting()
    found = [
        *queries.visible_campaigns(actor, CampaignStatus.RUNNING),
        *queries.visible_campaigns(actor, CampaignStatus.IN_PREPARATION),
        *queries.visible_campaigns(actor, CampaignStatus.ENDED, limit=NEWEST_ENDED),
    ]
    return CampaignsAnswer(campaigns=[_answer(each, actor) for each in found])


@operation(bp, "GET", "/campaigns/<public_id>", who=SIGNED_IN, scope=READING_SCOPE)
def show_campaign(public_id: str) -> CampaignAnswer:
    """One campaign with its progress, or its figures as they were kept at the end."""
    return _answer(_visible(public_id), acting())


@operation(bp, "POST", "/campaigns/<public_id>/prepare", who=SIGNED_IN, scope=SCOPE)
def prepare_campaign(public_id: str, body: CampaignPlanSent) -> CampaignAnswer:
    """Changes the plan before the kick-off; afterwards only stories may be added."""
    actor: Actor = acting()
    campaign = _visible(public_id)
    if set(body.model_fields_set) - {"stories"}:
        name = body.name.model_dump() if body.name else campaign.name
        services.change_campaign(campaign, _plan(body, name, campaign), actor)
    _add_stories(campaign, body.stories, actor)
    db.session.commit()
    return _answer(campaign, actor)


@operation(bp, "POST", "/campaigns/<public_id>/kick-off", who=SIGNED_IN, scope=SCOPE)
def kick_off_campaign(public_id: str, body: KickOffSent) -> CampaignAnswer:
    """Kicks off, once; only the initiator may. 409 names every step that is missing."""
    actor: Actor = acting()
    campaign = queries.get_campaign(public_id)
    services.kick_off_campaign(campaign, actor, tell_first_share=body.tell_first_share)
    db.session.commit()
    return _answer(campaign, actor)


@operation(bp, "POST", "/campaigns/<public_id>/prolong", who=SIGNED_IN, scope=SCOPE)
def prolong_campaign(public_id: str, body: ProlongationSent) -> CampaignAnswer:
    """Gives it a later last day; only the initiator may."""
    actor: Actor = acting()
    campaign = _visible(public_id)
    services.prolong_campaign(campaign, body.to_day, actor)
    db.session.commit()
    return _answer(campaign, actor)


@operation(bp, "POST", "/campaigns/<public_id>/end", who=SIGNED_IN, scope=SCOPE)
def end_campaign(public_id: str, body: EndSent) -> CampaignAnswer:
    """Ends it before its last day, with a reason; only the initiator may."""
    actor: Actor = acting()
    campaign = _visible(public_id)
    services.end_campaign(campaign, body.reason.model_dump(), actor)
    db.session.commit()
    return _answer(campaign, actor)


@operation(bp, "POST", "/campaigns/<public_id>/applications", who=SIGNED_IN, scope=SCOPE, status=201)
def report_applications(public_id: str, body: ApplicationsSent) -> ApplicationsAnswer:
    """HR's number of applications from one source so far; the newest of each source counts."""
    campaign = _visible(public_id)
    report = services.report_applications(campaign, ReportedApplications(body.number, body.source, body.counted_on), acting())
    db.session.commit()
    return ApplicationsAnswer(
        id=report.public_id, number=report.number, source=report.source, counted_on=report.counted_on, reported_at=report.reported_at
    )


@operation(bp, "POST", "/campaigns/<public_id>/lessons", who=SIGNED_IN, scope=SCOPE)
def write_lessons(public_id: str, body: LessonsSent) -> CampaignAnswer:
    """What worked and what to change, once it has ended."""
    actor: Actor = acting()
    campaign = _visible(public_id)
    services.write_lessons(campaign, body.worked.model_dump(), body.change.model_dump(), actor)
    db.session.commit()
    return _answer(campaign, actor)


def _plan(body: CampaignSent | CampaignPlanSent, name: Mapping[str, str], present: Campaign | None) -> CampaignPlan:
    """What was sent, over what is there."""
    goal: GoalSent | None = body.goal
    purpose = present.purpose.public_id if present and present.purpose else None
    return CampaignPlan(
        name=name,
        purpose=body.purpose or purpose,
        starts_on=body.starts_on or (present.starts_on if present else None),
        ends_on=body.ends_on or (present.ends_on if present else None),
        goal_kind=GoalKind(goal.kind) if goal else (present.goal_kind if present else None),
        goal_number=goal.number if goal else (present.goal_number if present else None),
        message=body.message.model_dump() if body.message else (present.message if present else {}),
    )


def _add_stories(campaign: Campaign, names: list[str], actor: Actor) -> None:
    for name in names:
        services.add_story(campaign, get_story(name), actor)


def _answer(campaign: Campaign, actor: Actor) -> CampaignAnswer:
    stories = queries.shown_stories(campaign, actor)
    is_begun = campaign.status is not CampaignStatus.IN_PREPARATION
    answer = CampaignAnswer(
        id=campaign.public_id,
        status=campaign.status.value,
        programme=campaign.programme.public_id,
        name=CampaignTextAnswer(**campaign.name),
        purpose=CampaignTextAnswer(**campaign.purpose.text) if campaign.purpose else None,
        starts_on=campaign.starts_on,
        ends_on=campaign.ends_on,
        message=CampaignTextAnswer(**campaign.message),
        stories=[story.public_id for story in stories.live],
        resting_stories=stories.held_count,
        kicked_off=_kick_off(campaign),
        ended_at=campaign.ended_at,
        end_reason=_text(campaign.end_reason),
        worked=_text(campaign.worked),
        change=_text(campaign.change),
        progress=_progress(campaign) if is_begun else None,
    )
    if not is_begun:
        steps = queries.readiness_of(campaign).missing_steps
        answer.missing = [MissingStepAnswer(key=step.key, missing=str(step.missing)) for step in steps]
    return answer


def _text(texts: Mapping[str, str]) -> CampaignTextAnswer | None:
    return CampaignTextAnswer(**texts) if any(texts.values()) else None


def _kick_off(campaign: Campaign) -> KickOffAnswer | None:
    if campaign.kicked_off_at is None:
        return None
    return KickOffAnswer(by_name=campaign.kicked_off_by_name or "", by_title=campaign.kicked_off_by_title or "", at=campaign.kicked_off_at)


def _progress(campaign: Campaign) -> ProgressAnswer:
    progress = queries.progress_of(campaign)
    assert progress.goal_kind is not None
    assert progress.goal_number is not None
    return ProgressAnswer(
        goal_kind=progress.goal_kind.value,
        goal_number=progress.goal_number,
        value=progress.value,
        is_reached=progress.is_reached,
        how=str(HOW_COUNTED[progress.goal_kind.value]),
        people=progress.people,
        is_nearly_all=progress.is_nearly_all,
        visits=progress.visits,
        thanked=progress.thanked,
        thanked_of=progress.thanked_of,
        applications=progress.applications,
        application_sources=list(progress.application_sources),
        applications_on=progress.applications_on,
        shares=[CampaignRungAnswer(rung=each.rung, label=str(RUNG_LABELS[each.rung]), count=each.count) for each in progress.rungs],
        counted_at=progress.counted_at,
    )
