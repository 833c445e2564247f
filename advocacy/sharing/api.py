"""Sharing through the API: the same gate and the same changes as on the pages, for the person whose token it is."""

from __future__ import annotations

from flask import Blueprint

from advocacy.accounts.access import Actor
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
from advocacy.sharing.models import Share
from advocacy.sharing.presses import new_press
from advocacy.sharing.queries import ShareEvidence
from advocacy.sharing.schemas import MadeShare, PageAsked, SentConfirmation, SentShare, ShareList, ShareSummary
from advocacy.stories.models import StoryVersion

bp = Blueprint("api_sharing", __name__)
SCOPE = "shares:write"
PAGE_LENGTH = 50


@operation(bp, "POST", "/shares", who=SIGNED_IN, scope=SCOPE, status=201)
def create(body: SentShare) -> MadeShare:
    """Presses a share button: mints a link, and says what opens the network with the text in it."""
    actor: Actor = acting()
    story = queries.get_story_to_share(actor, body.story)
    version = story.published_version
    if version is None:
        raise Missing
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
    evidence = queries.evidence_of(shares)
    return ShareList(shares=[_summary(share, evidence[share.id]) for share in shares], page=query.page, page_count=page_count)


@operation(bp, "POST", "/shares/<share_id>/confirm", who=SIGNED_IN, scope=SCOPE)
def confirm(share_id: str, body: SentConfirmation) -> ShareSummary:
    """Says that it is posted, or corrects what was said."""
    actor: Actor = acting()
    share = queries.get_own_share(actor, share_id)
    services.confirm_share(share, actor, post_address=body.post_address or "", let_leaders_see=body.let_leaders_see)
    db.session.commit()
    return _summary(share, queries.evidence_of([share])[share.id])


@operation(bp, "POST", "/shares/<share_id>/withdraw", who=SIGNED_IN, scope=SCOPE)
def withdraw(share_id: str) -> ShareSummary:
    """Takes a share back: its link is gone at once."""
    actor: Actor = acting()
    share = services.withdraw_share(queries.get_own_share(actor, share_id), actor)
    db.session.commit()
    return _summary(share, queries.evidence_of([share])[share.id])


def _address(actor: Actor, share: Share, link: str, words: str) -> str | None:
    chosen = network(share.network, linkedin_text=settings().linkedin_text)
    choice = find_choice(actor.person) if chosen.kind is NetworkKind.MASTODON else None
    return chosen.share_address(words, link, one_language(share.version.title, share.language), choice.mastodon_host if choice else None)


def _summary(share: Share, evidence: ShareEvidence) -> ShareSummary:
    return ShareSummary(
        id=share.public_id, link=queries.short_link(share, settings().link_base), story=share.story.public_id,
        network=share.network.value, language=share.language, pressed_at=share.pressed_at, confirmed_at=share.confirmed_at,
        post_address=share.post_address, is_visible_to_leaders=share.is_visible_to_leaders, withdrawn_at=share.withdrawn_at,
        rung=evidence.rung.name.lower(), visits_by_people=evidence.visits_by_people)


def _suggested(actor: Actor, version: StoryVersion, body: SentShare) -> str:
    """The wording that is offered first in this language; nothing where there is none in it."""
    found = queries.offered_first(queries.suggestions_for(version, body.network), body.language, actor, version)
    return found.text if found is not None and found.language == body.language else ""
