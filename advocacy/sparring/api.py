"""Own stories in the JSON API: for the token's own person, and for nobody about anybody else."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from advocacy.accounts.access import Actor
from advocacy.foundation.database import db
from advocacy.foundation.guards import SIGNED_IN, acting
from advocacy.foundation.operations import operation
from advocacy.sparring import queries, services
from advocacy.sparring.models import OwnStory
from advocacy.sparring.queries import promise_of
from advocacy.sparring.schemas import (
    MessageAnswer,
    MessageSent,
    OwnStoriesAnswer,
    OwnStoriesAsked,
    OwnStoryAnswer,
    OwnStorySent,
    OwnStoryWithWordsAnswer,
)
from advocacy.sparring.services import OwnWords

bp = Blueprint("api_sparring", __name__)


@operation(bp, "POST", "/own-stories", who=SIGNED_IN, scope="own-stories:write", status=201)
def write_own_story(body: OwnStorySent) -> OwnStoryAnswer:
    """Keeps a text of one's own; nobody approves it and nobody is told."""
    own_story = services.write_own_story(acting(), OwnWords(**body.model_dump()))
    answer = OwnStoryAnswer(**_facts(own_story))
    db.session.commit()
    return answer


@operation(bp, "GET", "/own-stories", who=SIGNED_IN, scope="own-stories:read")
def list_own_stories(query: OwnStoriesAsked) -> OwnStoriesAnswer:
    """One's own texts."""
    found = queries.own_stories(acting().person, page=query.page)
    told = [OwnStoryWithWordsAnswer(**_facts(each), words=each.words) for each in found.own_stories]
    return OwnStoriesAnswer(own_stories=told, total=found.total, page=found.page, page_count=found.page_count)


@operation(bp, "POST", "/own-stories/<public_id>/messages", who=SIGNED_IN, scope="own-stories:write", status=201)
def send_message(public_id: str, body: MessageSent) -> MessageAnswer:
    """Says something to the other one of the two."""
    actor: Actor = acting()
    message = services.send_message(queries.get_own_story(actor, public_id), actor, body.words)
    answer = MessageAnswer(id=message.public_id, at=message.at)
    db.session.commit()
    return answer


def _facts(own_story: OwnStory) -> dict[str, Any]:
    promise = promise_of(own_story)
    return {
        "id": own_story.public_id,
        "title": own_story.title,
        "network": own_story.network,
        "audience": own_story.audience,
        "created_at": own_story.created_at,
        "changed_at": own_story.changed_at,
        "partner": own_story.partner.name if own_story.is_open and own_story.partner else None,
        "answer_due_on": promise.due_on if promise else None,
    }
