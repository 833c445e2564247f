"""Asks the open networks whether a post is there and how it fares: ten minutes after it was made, then an hour, a day and a week."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db
from advocacy.foundation.errors import Refusal
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.history import services as history
from advocacy.networks.accounts.account import NetworkRefused, Posted, Reactions
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.networks.queries import find_connection
from advocacy.networks.services import Keep, find_with, look_with, new_draft_key
from advocacy.sharing.evidence import ANSWERING
from advocacy.sharing.models import Posting, PostingStatus, Share
from advocacy.sharing.queries import find_posting, hold_posting
from advocacy.sharing.services.drafting import draft_of

log = structlog.get_logger()
LOOK_AT_POST = "sharing.look_at_post"
FIND_POST = "sharing.find_post"
LOOKS = (timedelta(minutes=10), timedelta(hours=1), timedelta(days=1), timedelta(days=7))
_FIND_AGAIN_AFTER, _MOST_FINDS = timedelta(minutes=10), 3


def look_later(posting: Posting, turn: int) -> None:
    """The next look, counted from when the post was made or found."""
    if turn < len(LOOKS) and posting.share.network in ANSWERING:
        begun = posting.posted_at or posting.asked_at
        due = max(begun + LOOKS[turn], clock.now())
        key = f"{LOOK_AT_POST}:{posting.share.public_id}:{begun:%Y%m%d%H%M%S%f}:{turn}"
        jobs.ask_for(LOOK_AT_POST, unique_key=key, due_at=due, posting=posting.id, turn=turn)


def look_now(share: Share) -> None:
    """The person asks how their post fares; at most once a minute. Raises Refusal where nobody can be asked."""
    posting = find_posting(share)
    if posting is None or not can_be_looked_at(posting, share):
        raise Refusal(_("There is no post that we can look at."))
    jobs.ask_for(LOOK_AT_POST, unique_key=f"{LOOK_AT_POST}:{share.public_id}:{clock.now():%Y%m%d%H%M}", posting=posting.id, turn=len(LOOKS))


def can_be_looked_at(posting: Posting, share: Share) -> bool:
    """Whether the network can be asked, through an account that is connected still."""
    is_there = posting.status is PostingStatus.POSTED and posting.connection is not None and posting.name is not None
    return is_there and share.network in ANSWERING and share.withdrawn_at is None and share.person_id is not None


def look_at_posting(number: int, turn: int, *, keep: Keep) -> None:
    """One look. What the network does not answer is asked again at the next turn."""
    posting = db.session.get(Posting, number)
    if posting is None or not can_be_looked_at(posting, posting.share):
        return
    connection, posted = posting.connection or "", Posted(posting.name or "", posting.address or "")
    keep()
    is_told, reactions, is_over = _asked(connection, posted, keep)
    posting = hold_posting(number)
    if posting is None:
        return
    if is_told:
        _note(posting, reactions, clock.now())
    if is_over:
        posting.connection = None
    else:
        look_later(posting, turn + 1)


def find_later(share: Share) -> None:
    """Somebody has told where their post is, and their account there is connected: the network is asked whether that is so.

    Nothing is ever fetched from the address they gave; the account is asked for a post that holds the share's link.
    """
    if share.network not in ANSWERING or share.post_address is None or share.person is None or find_posting(share) is not None:
        return
    if find_connection(share.person, share.network) is not None:
        key = f"{FIND_POST}:{share.public_id}:{clock.now():%Y%m%d%H%M}"
        jobs.ask_for(FIND_POST, unique_key=key, share=share.id, turn=0)


def find_post_of(share_id: int, turn: int, *, keep: Keep) -> None:
    """Looks for a post with the share's link among those of the person's own account; what is found lifts the share to the top."""
    from advocacy.foundation.egress import EgressFailed  # Web workers know this job but never do it: they start without the way out.

    share = db.session.get(Share, share_id)
    if share is None or share.person is None or share.withdrawn_at is not None or share.post_address is None or find_posting(share):
        return
    connection = find_connection(share.person, share.network)
    if connection is None or connection.broken_at is not None:
        return
    name, draft = connection.public_id, draft_of(share, "", _key_in(share), with_picture=False)
    keep()
    try:
        found = find_with(name, draft, keep=keep)
    except (NetworkRefused, EgressFailed) as error:
        is_final = isinstance(error, NetworkRefused) and error.is_final
        _find_again(share_id, 99 if is_final else turn)
        return
    if found is not None:
        _note_found(share_id, found, name)


def _note_found(share_id: int, found: Posted, connection: str) -> None:
    moment, share = clock.now(), db.session.get_one(Share, share_id)
    posting = Posting(
        share_id=share_id, connection=connection, status=PostingStatus.POSTED, due_at=moment, asked_at=moment, key="", tries=0,
        let_leaders_see=share.is_visible_to_leaders, name=found.name, address=found.address, seen_at=moment, last_seen_at=moment,
    )
    db.session.add(posting)
    db.session.flush()
    history.record("sharing.posting.found", share, by=share.person_id, is_private=True, network=share.network.value)
    look_later(posting, 0)


def _find_again(share_id: int, turn: int) -> None:
    share = db.session.get(Share, share_id)
    if share is not None and turn < _MOST_FINDS:
        key = f"{FIND_POST}:{share.public_id}:{clock.now():%Y%m%d%H%M}:{turn + 1}"
        jobs.ask_for(FIND_POST, unique_key=key, due_at=clock.now() + _FIND_AGAIN_AFTER, share=share_id, turn=turn + 1)


def _asked(connection: str, posted: Posted, keep: Keep) -> tuple[bool, Reactions | None, bool]:
    """Whether the network answered, what it said, and whether our right to ask is over."""
    from advocacy.foundation.egress import EgressFailed

    try:
        return True, look_with(connection, posted, keep=keep), False
    except NetworkRefused as refusal:
        return False, None, refusal.is_signed_out
    except EgressFailed as error:
        log.info("post_not_looked_at", reason=error.reason)
        return False, None, False


def _note(posting: Posting, reactions: Reactions | None, moment: datetime) -> None:
    """Seen, or gone. What was seen once stays a fact, with the day it was last there."""
    if reactions is None:
        posting.gone_at = posting.gone_at or moment
        return
    posting.seen_at, posting.last_seen_at, posting.gone_at = posting.seen_at or moment, moment, None
    posting.replies, posting.likes, posting.reposts = reactions.replies, reactions.likes, reactions.reposts
    posting.counted_at = moment


def _key_in(share: Share) -> str:
    """What names the post in its address on Bluesky; on Mastodon posts are found by their link."""
    if share.network is NetworkKind.BLUESKY and share.post_address:
        return share.post_address.rstrip("/").rpartition("/")[2]
    return new_draft_key(share.network)
