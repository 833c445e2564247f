"""The board through the API: what waits, the queue of reviews, the rota, and the answer to a finding."""

from __future__ import annotations

from flask import Blueprint

from advocacy.accounts.access import EDITORS, Actor
from advocacy.editorial.queries import board, inbox
from advocacy.editorial.queries.board import RotaWeek
from advocacy.editorial.queries.inbox import WaitingReview
from advocacy.editorial.schemas import DutySent, InboxAnswer, ReasonSent, ReviewLineAnswer, ReviewsAnswer, RotaAnswer, RotaWeekAnswer
from advocacy.editorial.services import board as changes
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.foundation.guards import acting, require, require_visible
from advocacy.foundation.operations import operation
from advocacy.people.queries import find_person
from advocacy.stories.access import can_edit_story, can_read_story
from advocacy.stories.queries import get_story, writable_programmes
from advocacy.stories.services.checking import give_reason

bp = Blueprint("api_editorial", __name__)


@operation(bp, "GET", "/editorial/inbox", who=EDITORS, scope="stories:read")
def count_inbox() -> InboxAnswer:
    """How much waits for the token's own person, by sort."""
    found = inbox.inbox_of(acting())
    return InboxAnswer(**found.counts, own_waiting=found.own_waiting)


@operation(bp, "GET", "/editorial/reviews", who=EDITORS, scope="stories:read")
def list_reviews() -> ReviewsAnswer:
    """What waits for a second pair of eyes, those this editor is asked for first."""
    actor: Actor = acting()
    waiting = inbox.reviews_for(actor, [each.id for each in writable_programmes(actor)])
    return ReviewsAnswer(reviews=[_line(each) for each in waiting])


@operation(bp, "GET", "/editorial/rota", who=EDITORS, scope="stories:read")
def show_rota() -> RotaAnswer:
    """Who is on duty this week and the next ones."""
    return RotaAnswer(weeks=[_week(each) for each in board.rota()])


@operation(bp, "POST", "/editorial/rota", who=EDITORS, scope="stories:write")
def set_rota(body: DutySent) -> RotaAnswer:
    """Gives a week to an editor, or back to everybody."""
    person = find_person(body.person) if body.person else None
    if body.person and person is None:
        raise Missing
    changes.set_duty(body.week_on, person, acting())
    db.session.commit()
    return show_rota()


@operation(bp, "POST", "/stories/<public_id>/reason", who=EDITORS, scope="stories:write", status=204)
def say_why(public_id: str, body: ReasonSent) -> None:
    """Says why what looks like a CPR number in a draft is something else; the reason is kept, the number is not."""
    actor: Actor = acting()
    story = get_story(public_id)
    require_visible(can_read_story(actor, story))
    require(can_edit_story(actor, story))
    give_reason(story, actor, check="cpr", reason=body.reason)
    db.session.commit()


def _line(each: WaitingReview) -> ReviewLineAnswer:
    version = each.version
    return ReviewLineAnswer(
        story=version.story.public_id, title=version.title, sent_by=(version.submitted_by or version.author).name,
        sent_at=version.submitted_at or version.changed_at, due_on=each.promise.due_on, is_overdue=each.promise.is_overdue,
        is_asked=each.is_asked,
    )  # fmt: skip


def _week(week: RotaWeek) -> RotaWeekAnswer:
    person = week.person
    return RotaWeekAnswer(week_on=week.week_on, name=person.name if person else None, person=person.public_id if person else None)
