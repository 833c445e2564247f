"""Sharing through the API: the same gate and the same changes as on the pages, for the person whose token it is."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint

from advocacy.accounts.access import Actor
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.foundation.guards import SIGNED_IN, acting
from advocacy.foundation.i18n import one_language
from advocacy.foundation.once import keep_no_answer
from advocacy.foundation.operations import operation
from advocacy.foundation.pages import settings
from advocacy.networks.catalogue.listing import network
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.networks.queries import find_choice
from advocacy.sharing import queries, services
from advocacy.sharing.models import PlannedShare, Posting, Share
from advocacy.sharing.presses import new_press
from advocacy.sharing.queries import ShareEvidence
from advocacy.sharing.schemas import (
    MadeShare,
    PageAsked,
    PlanList,
    PlanSummary,
    PostingSummary,
    SentConfirmation,
    SentMoment,
    SentPlan,
    SentPost,
    SentShare,
    ShareList,
    ShareSummary,
)
from advocacy.sharing.when import checked_moment
from advocacy.stories.models import StoryVersion

bp = Blueprint("api_sharing", __name__)
SCOPE = "shares:write"
#: To speak through somebody's own account is a right of its own.
POST_SCOPE = "shares:post"
PAGE_LENGTH = 50


@operation(bp, "POST", "/shares", who=SIGNED_IN, scope=SCOPE, status=201)
def create(body: SentShare) -> MadeShare:
    """Presses a share button: mints a link, and says what opens the network with the text in it."""
    actor: Actor = acting()
    version = _version(actor, body.story)
    if body.text is not None:
        keep_no_answer()  # It repeats somebody's own words.
    suggestion = _suggested(actor, version, body)
    share = services.press_share(actor, new_press(actor, version, body.network), language=body.language)
    db.session.commit()
    link = queries.short_link(share, settings().link_base)
    words = suggestion if body.text is None else body.text
    return MadeShare(id=share.public_id, link=link, suggestion=suggestion, address=_address(actor, share, link, words))


@operation(bp, "GET", "/shares", who=SIGNED_IN, scope=SCOPE)
def index(query: PageAsked) -> ShareList:
    """One's own shares and what came of them."""
    person = acting().person
    page_count = max(1, -(-queries.count_shares_of(person) // PAGE_LENGTH))
    shares = queries.shares_of(person, limit=PAGE_LENGTH, offset=(query.page - 1) * PAGE_LENGTH)
    return ShareList(shares=_summaries(shares), page=query.page, page_count=page_count)


@operation(bp, "POST", "/shares/posts", who=SIGNED_IN, scope=POST_SCOPE, status=201)
def post(body: SentPost) -> ShareSummary:
    """Posts through one's own connected account in a moment; ``posting`` of the share tells what came of it."""
    keep_no_answer()  # Nothing that may belong to somebody's own words is kept beside the key.
    actor: Actor = acting()
    made = new_press(actor, _version(actor, body.story), body.network)
    share = services.post_from_here(actor, made, language=body.language, words=body.text, let_leaders_see=body.let_leaders_see)
    db.session.commit()
    return _summaries([share])[0]


@operation(bp, "GET", "/planned-shares", who=SIGNED_IN, scope=SCOPE)
def plans() -> PlanList:
    """One's own plans that wait or are held."""
    return PlanList(plans=[_plan(plan) for plan in queries.open_plans_of(acting().person)])


@operation(bp, "POST", "/planned-shares", who=SIGNED_IN, scope=POST_SCOPE, status=201)
def plan(body: SentPlan) -> PlanSummary:
    """Plans a share: a reminder by letter, or a post through one's own connected account."""
    keep_no_answer()
    actor: Actor = acting()
    made = new_press(actor, _version(actor, body.story), body.network)
    due_at = checked_moment(body.due_at, body.way, clock.now())
    planned = services.plan_share(
        actor, made, language=body.language, way=body.way, due_at=due_at, words=body.text, let_leaders_see=body.let_leaders_see)
    db.session.commit()
    return _plan(planned)


@operation(bp, "POST", "/planned-shares/<plan_id>/move", who=SIGNED_IN, scope=POST_SCOPE)
def move_plan(plan_id: str, body: SentMoment) -> PlanSummary:
    """Gives a plan another time; one that was held waits again."""
    actor: Actor = acting()
    found = queries.get_own_plan(actor, plan_id)
    services.move_plan(found, actor, checked_moment(body.due_at, found.way, clock.now()))
    db.session.commit()
    return _plan(found)


@operation(bp, "POST", "/planned-shares/<plan_id>/cancel", who=SIGNED_IN, scope=SCOPE)
def cancel_plan(plan_id: str) -> PlanSummary:
    """Cancels a plan; its words and its link are gone."""
    actor: Actor = acting()
    found = queries.get_own_plan(actor, plan_id)
    services.cancel_plan(found, actor)
    db.session.commit()
    return _plan(found)


@operation(bp, "POST", "/shares/<share_id>/confirm", who=SIGNED_IN, scope=SCOPE)
def confirm(share_id: str, body: SentConfirmation) -> ShareSummary:
    """Says that it is posted, or corrects what was said."""
    actor: Actor = acting()
    share = queries.get_own_share(actor, share_id)
    services.confirm_share(share, actor, post_address=body.post_address or "", let_leaders_see=body.let_leaders_see)
    db.session.commit()
    return _summaries([share])[0]


@operation(bp, "POST", "/shares/<share_id>/withdraw", who=SIGNED_IN, scope=SCOPE)
def withdraw(share_id: str) -> ShareSummary:
    """Takes a share back: its link is gone at once."""
    actor: Actor = acting()
    share = services.withdraw_share(queries.get_own_share(actor, share_id), actor)
    db.session.commit()
    return _summaries([share])[0]


def _address(actor: Actor, share: Share, link: str, words: str) -> str | None:
    chosen = network(share.network, linkedin_text=settings().linkedin_text)
    choice = find_choice(actor.person) if chosen.kind is NetworkKind.MASTODON else None
    return chosen.share_address(words, link, one_language(share.version.title, share.language), choice.mastodon_host if choice else None)


def _version(actor: Actor, story: str) -> StoryVersion:
    version = queries.get_story_to_share(actor, story).published_version
    if version is None:
        raise Missing
    return version


def _plan(plan: PlannedShare) -> PlanSummary:
    return PlanSummary(
        id=plan.public_id, story=plan.story.public_id, network=plan.network.value, way=plan.way.value, status=plan.status.value,
        due_at=plan.due_at, held_for=plan.held_for)


def _summaries(shares: Sequence[Share]) -> list[ShareSummary]:
    evidence, postings = queries.evidence_of(shares), queries.postings_of([share.id for share in shares])
    return [_summary(share, evidence[share.id], postings.get(share.id)) for share in shares]


def _summary(share: Share, evidence: ShareEvidence, posting: Posting | None) -> ShareSummary:
    return ShareSummary(
        id=share.public_id, link=queries.short_link(share, settings().link_base), story=share.story.public_id,
        network=share.network.value, language=share.language, pressed_at=share.pressed_at, confirmed_at=share.confirmed_at,
        post_address=share.post_address, is_visible_to_leaders=share.is_visible_to_leaders, withdrawn_at=share.withdrawn_at,
        rung=evidence.rung.name.lower(), reason=evidence.reason.value, visits_by_people=evidence.visits_by_people,
        posting=PostingSummary.model_validate(posting) if posting is not None else None)


def _suggested(actor: Actor, version: StoryVersion, body: SentShare) -> str:
    """The wording that is offered first in this language; nothing where there is none in it."""
    found = queries.offered_first(queries.suggestions_for(version, body.network), body.language, actor, version)
    return found.text if found is not None and found.language == body.language else ""
