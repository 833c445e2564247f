"""What goes: with somebody who has left everything but their links, and after some days the words and plans that nobody needs."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select, update

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.links import services as links
from advocacy.sharing.models import PlannedShare, PlanStatus, Posting, PostingStatus, Share, TakeDownRequest
from advocacy.sharing.queries import plans_held_before, postings_to_empty
from advocacy.sharing.services.planning import end_plan
from advocacy.sharing.waiting_words import KEPT_FOR_COPYING

#: A try whose job has died is not waited for any longer.
_STUCK_AFTER = timedelta(days=1)
_PLANS_KEPT = timedelta(days=30)


def forget_sharer(person_id: int) -> None:
    """Somebody has left: their links go on working for readers, without a name (attack row Z16). Words that waited are gone."""
    _forget_plans_of(person_id)
    _forget_posts_of(person_id)
    db.session.execute(
        update(Share).where(Share.person_id == person_id)
        .values(person_id=None, post_address=None, is_visible_to_leaders=False)
    )
    db.session.execute(update(TakeDownRequest).where(TakeDownRequest.person_id == person_id).values(person_id=None))


def forget_waiting_words() -> None:
    """Empties the words that were kept for copying after seven days, gives up what got stuck, and removes plans that are over."""
    moment = clock.now()
    for posting in postings_to_empty(moment - KEPT_FOR_COPYING):
        posting.sealed_words = None
    for plan in plans_held_before(moment - KEPT_FOR_COPYING):
        end_plan(plan, PlanStatus.CANCELLED)
    stuck = Posting.due_at < moment - _STUCK_AFTER
    for before, after in ((PostingStatus.WAITING, PostingStatus.FAILED), (PostingStatus.SENDING, PostingStatus.UNSURE)):
        db.session.execute(update(Posting).where(stuck, Posting.status == before).values(status=after, given_up_at=moment))
    db.session.execute(delete(PlannedShare).where(PlannedShare.ended_at < moment - _PLANS_KEPT))


def _forget_plans_of(person_id: int) -> None:
    for plan in db.session.scalars(select(PlannedShare).where(PlannedShare.person_id == person_id)):
        if plan.link is not None and plan.status is not PlanStatus.DONE:
            links.close(plan.link)
        db.session.delete(plan)
    db.session.flush()


def _forget_posts_of(person_id: int) -> None:
    """That a network has shown a post stays a fact of the figures; where it is and how it fares does not."""
    theirs = Posting.share_id.in_(select(Share.id).where(Share.person_id == person_id))
    open_ones = (PostingStatus.WAITING, PostingStatus.SENDING)
    db.session.execute(
        update(Posting).where(theirs, Posting.status.in_(open_ones)).values(status=PostingStatus.FAILED, given_up_at=clock.now()),
        execution_options={"synchronize_session": False},
    )
    emptied = dict.fromkeys(("connection", "sealed_words", "name", "address", "replies", "likes", "reposts", "counted_at"))
    db.session.execute(update(Posting).where(theirs).values(**emptied), execution_options={"synchronize_session": False})
