"""Recognition through the API: a program acts for its token's own person and for nobody else (attack row Z12)."""

from __future__ import annotations

from flask import Blueprint

from advocacy.accounts.access import LEADERS
from advocacy.foundation.database import db
from advocacy.foundation.guards import SIGNED_IN, acting
from advocacy.foundation.operations import operation
from advocacy.recognition import queries, services
from advocacy.recognition.models import Acknowledgement
from advocacy.recognition.queries import PAGE_LENGTH, QueuedShare
from advocacy.recognition.schemas import (
    AcknowledgementSummary,
    QueueAnswer,
    QueuedShareSummary,
    QueueQuery,
    ReceivedAnswer,
    ReceivedQuery,
    SentAcknowledgement,
)
from advocacy.recognition.services import Deed

bp = Blueprint("api_recognition", __name__)


@operation(bp, "GET", "/acknowledgements/queue", who=LEADERS, scope="acknowledgements:read")
def queue(query: QueueQuery) -> QueueAnswer:
    """The three shares that come up next for thanks."""
    waiting = queries.five_minutes_for(acting(), after=query.after)
    return QueueAnswer(waiting=[_queued(each) for each in waiting])


@operation(bp, "POST", "/acknowledgements", who=LEADERS, scope="acknowledgements:write")
def acknowledge(body: SentAcknowledgement) -> AcknowledgementSummary:
    """Acknowledges a share; sent again, it answers with what was written the first time."""
    actor = acting()
    share = queries.get_queued_share(actor, body.share).share
    deed = Deed(liked=body.liked, commented=body.commented, reshared=body.reshared, words=body.words)
    answer = _told(services.acknowledge_share(share, actor, deed))
    db.session.commit()
    return answer


@operation(bp, "GET", "/acknowledgements/received", who=SIGNED_IN, scope="acknowledgements:read")
def received(query: ReceivedQuery) -> ReceivedAnswer:
    """The thanks this person got; reading them here does not mark them as seen."""
    person = acting().person
    found = queries.acknowledgements_received(person, page=query.page)
    page_count = max(1, -(-queries.count_received(person) // PAGE_LENGTH))
    return ReceivedAnswer(received=[_told(each) for each in found], page=query.page, page_count=page_count)


def _queued(each: QueuedShare) -> QueuedShareSummary:
    share, person = each.share, each.person
    assert share.confirmed_at is not None
    return QueuedShareSummary(
        share=share.public_id, name=person.name, title=person.title, unit=person.unit.name, story=share.story.public_id,
        story_title=each.title, network=share.network.value, confirmed_at=share.confirmed_at, post_address=each.post_address,
    )


def _told(each: Acknowledgement) -> AcknowledgementSummary:
    return AcknowledgementSummary(
        id=each.public_id, share=each.share.public_id, leader=each.leader.name, story_title=each.share.version.title, at=each.at,
        liked=each.is_liked, commented=each.is_commented, reshared=each.is_reshared, words=each.words,
    )
