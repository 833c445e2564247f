"""The post that belongs to a share, for whose share it is, and for the jobs that make it and look at it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.sharing.models import PlannedShare, Posting, PostingStatus, Share

_AT_ONCE = 500
#: There is more to come by itself.
MOVING = (PostingStatus.WAITING, PostingStatus.SENDING)


def find_posting(share: Share) -> Posting | None:
    """The post that belongs to a share."""
    return db.session.scalar(select(Posting).where(Posting.share_id == share.id))


def state_of(posting: Posting | None) -> str:
    """How far it has come, in one word that changes whenever there is something new to tell."""
    if posting is None or posting.status not in MOVING:
        return posting.status.value if posting is not None else "none"
    return f"again-{posting.tries}" if posting.due_at > clock.now() else "moving"


def postings_of(share_ids: Sequence[int]) -> dict[int, Posting]:
    """The posts of these shares by the number of the share, in one question for each 500 of them."""
    found: dict[int, Posting] = {}
    for start in range(0, len(share_ids), _AT_ONCE):
        rows = db.session.scalars(select(Posting).where(Posting.share_id.in_(share_ids[start : start + _AT_ONCE])))
        found |= {posting.share_id: posting for posting in rows}
    return found


def gone_posts(share_ids: Sequence[int]) -> set[int]:
    """Those of these shares whose post was made from here and was not there when we last looked."""
    found = select(Posting.share_id).where(Posting.share_id.in_(share_ids), Posting.gone_at.is_not(None))
    return set(db.session.scalars(found))


def hold_posting(number: int) -> Posting | None:
    """A post as it is at this moment, kept for the change to come: nobody else changes it meanwhile."""
    found = select(Posting).where(Posting.id == number).with_for_update()
    return db.session.scalar(found.execution_options(populate_existing=True))


def postings_to_empty(before: datetime, *, limit: int = 500) -> Sequence[Posting]:
    """Posts we gave up before a moment whose words are kept still."""
    given_up = (Posting.status.in_((PostingStatus.UNSURE, PostingStatus.FAILED)), Posting.given_up_at < before)
    return db.session.scalars(select(Posting).where(*given_up, Posting.sealed_words.is_not(None)).limit(limit)).all()


def was_planned(share: Share) -> bool:
    """Whether this share was planned for later: a plan's share bears its name."""
    return db.session.scalar(select(PlannedShare.id).where(PlannedShare.public_id == share.public_id)) is not None
