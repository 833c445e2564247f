"""Tips in the JSON API: left, listed and answered by the same services as on the pages."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from advocacy.accounts.access import EDITORS, Actor
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.foundation.guards import SIGNED_IN, acting
from advocacy.foundation.operations import operation
from advocacy.stories.queries import writable_programmes
from advocacy.tips import queries, services
from advocacy.tips.models import Tip
from advocacy.tips.queries import DeskList, promise_of
from advocacy.tips.schemas import (
    AnswerSent,
    DeskAsked,
    DeskTipAnswer,
    DeskTipsAnswer,
    DraftSent,
    OwnTipAnswer,
    OwnTipsAnswer,
    TipAnswer,
    TipsAsked,
    TipSent,
)
from advocacy.tips.services import SentTip

bp = Blueprint("api_tips", __name__)


@operation(bp, "POST", "/tips", who=SIGNED_IN, scope="tips:write", status=201)
def leave_tip(body: TipSent) -> TipAnswer:
    """Leaves a tip; the board answers within five working days."""
    tip = services.give_tip(acting(), SentTip(**body.model_dump()))
    answer = TipAnswer(**_facts(tip))
    db.session.commit()
    return answer


@operation(bp, "GET", "/tips", who=SIGNED_IN, scope="tips:read")
def own_tips(query: TipsAsked) -> OwnTipsAnswer:
    """The tips this person has left, and what became of them."""
    found = queries.own_tips(acting().person, page=query.page)
    told = [OwnTipAnswer(**_facts(tip), words=tip.words, answer=tip.answer, wants_credit=tip.wants_credit) for tip in found.tips]
    return OwnTipsAnswer(tips=told, total=found.total, page=found.page, page_count=found.page_count)


@operation(bp, "GET", "/tips/desk", who=EDITORS, scope="tips:read")
def list_desk(query: DeskAsked) -> DeskTipsAnswer:
    """The tips this editor may answer."""
    found = queries.desk_page(acting(), DeskList(query.list), page=query.page)
    return DeskTipsAnswer(tips=[_on_desk(tip) for tip in found.tips], total=found.total, page=found.page, page_count=found.page_count)


@operation(bp, "POST", "/tips/<public_id>/answer", who=EDITORS, scope="tips:write")
def answer_tip(public_id: str, body: AnswerSent) -> TipAnswer:
    """Takes a tip, or declines it with words; the giver is told."""
    actor: Actor = acting()
    tip = queries.get_desk_tip(actor, public_id)
    if body.deed == "take":
        services.take_tip(tip, actor, words=body.words)
    else:
        services.decline_tip(tip, actor, reason=body.reason)
    answer = TipAnswer(**_facts(tip))
    db.session.commit()
    return answer


@operation(bp, "POST", "/tips/<public_id>/draft", who=EDITORS, scope="tips:write", status=201)
def draft_from_tip(public_id: str, body: DraftSent) -> TipAnswer:
    """Makes a draft of a story from a tip; ``story`` names it."""
    actor: Actor = acting()
    tip = queries.get_desk_tip(actor, public_id)
    programme = next((each for each in writable_programmes(actor) if each.public_id == body.programme), None)
    if programme is None:
        raise Missing
    services.draft_story_from_tip(tip, actor, programme)
    answer = TipAnswer(**_facts(tip))
    db.session.commit()
    return answer


def _facts(tip: Tip) -> dict[str, Any]:
    promise = promise_of(tip)
    return {
        "id": tip.public_id,
        "status": tip.status.value,
        "given_at": tip.given_at,
        "answer_due_on": tip.answer_due_on,
        "is_overdue": promise is not None and promise.is_overdue,
        "working_days_left": promise.days_left if promise else None,
        "answered_at": tip.answered_at,
        "story": tip.story.public_id if tip.story else None,
    }


def _on_desk(tip: Tip) -> DeskTipAnswer:
    giver = tip.known_giver
    return DeskTipAnswer(
        **_facts(tip),
        words=tip.words,
        unit=tip.unit.name,
        giver=giver.name if giver else None,
        contact=tip.contact,
        wants_credit=tip.wants_credit,
        has_picture=tip.picture_id is not None,
    )
