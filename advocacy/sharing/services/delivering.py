"""Posts what was asked for, once: the intent is kept before the network hears of it, and where an answer is lost we look before we speak.

A worker may be killed at any point. Before "sending" is kept nothing was said; after it, whoever comes next first asks the network
whether the post is there. A network that cannot be asked is not spoken to twice: then the person is told that we are not sure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import structlog

from advocacy.accounts.queries import actor_for
from advocacy.foundation import clock, jobs
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.history import services as history
from advocacy.networks.accounts.account import Draft, NetworkRefused, Posted
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.networks.services import Keep, find_with, new_draft_key, post_with
from advocacy.sharing.access import SENTENCES, find_obstacle
from advocacy.sharing.evidence import ANSWERING
from advocacy.sharing.models import Posting, PostingStatus, Share
from advocacy.sharing.queries import hold_posting, was_planned
from advocacy.sharing.services.drafting import draft_of
from advocacy.sharing.services.looking import look_later
from advocacy.sharing.services.posting import WITHDRAWN, ask_for_try, give_up
from advocacy.sharing.services.pressing import confirm_by_posting
from advocacy.sharing.waiting_words import opened_words

log = structlog.get_logger()
TELL_NOT_POSTED = "sharing.tell_not_posted"
#: Longer than any talk with a network takes, and shorter than the job's own lease.
LEASE = timedelta(minutes=3)
#: After the first, second, ... try that had no clear end. A lost answer may still be on its way, so we never look at once.
AGAIN_AFTER = (timedelta(minutes=1), timedelta(minutes=3), timedelta(minutes=10), timedelta(minutes=30), timedelta(hours=2))
_UNREADABLE = _("Your words could not be read any more. Write them anew, please.")
_NOT_SURE = _("The network did not answer, so we do not know whether your post is there. Look there before you post it yourself.")
_SILENT = _("The network could not be reached for some hours, so we have stopped trying. Nothing was posted.")
_NOT_ALLOWED = _("The network's address cannot be called from here.")


@dataclass(frozen=True)
class _Step:
    """What one try needs, read before anybody is spoken to."""

    connection: str
    kind: NetworkKind
    draft: Draft
    #: An earlier try has no known end.
    is_again: bool


@dataclass(frozen=True)
class _Outcome:
    """How a try ended: ``WAITING`` (not posted, try again), ``SENDING`` (not known, look again) or one of the ends."""

    status: PostingStatus
    sentence: object = ""
    posted: Posted | None = None
    is_seen: bool = False
    after_seconds: int = 0


def carry_out_posting(number: int, *, keep: Keep) -> None:
    """One try to post, or to find out what became of the last one."""
    step = _begin(number)
    keep()
    if step is None:
        return
    outcome = _looked(step, keep) if step.is_again else None
    if outcome is None and _is_called_off(number):
        outcome = _Outcome(PostingStatus.FAILED, WITHDRAWN)
    _settle(number, outcome or _sent(step, keep))


def _begin(number: int) -> _Step | None:
    """Reads and marks a post that is due; None where there is nothing to send, or nobody to ask."""
    posting = hold_posting(number)
    if posting is None or posting.status not in {PostingStatus.WAITING, PostingStatus.SENDING} or posting.due_at > clock.now():
        return None
    if posting.busy_until is not None and posting.busy_until > clock.now():
        ask_for_try(posting, posting.share)
        return None
    share, is_again, box = posting.share, posting.status is PostingStatus.SENDING, opened_words(posting.sealed_words)
    why_not = _UNREADABLE if box is None else None if is_again else _why_not(share)
    if box is None or posting.connection is None or why_not is not None:
        _end(posting, PostingStatus.UNSURE if is_again else PostingStatus.FAILED, why_not or _NOT_SURE)
        return None
    if is_again and share.network not in ANSWERING:
        _end(posting, PostingStatus.UNSURE, _NOT_SURE)
        return None
    posting.key = posting.key or new_draft_key(share.network)
    posting.status, posting.tries, posting.busy_until = PostingStatus.SENDING, posting.tries + 1, clock.now() + LEASE
    return _Step(posting.connection, share.network, draft_of(share, box.words, posting.key, with_picture=True), is_again)


def _looked(step: _Step, keep: Keep) -> _Outcome | None:
    """What became of a try without a known end; None when nothing is there, so that it may be sent."""
    from advocacy.foundation.egress import EgressFailed  # Web workers know this job but never do it: they start without the way out.

    try:
        found = find_with(step.connection, step.draft, keep=keep)
    except NetworkRefused as refusal:
        status = PostingStatus.UNSURE if refusal.is_final else PostingStatus.SENDING
        return _Outcome(status, _NOT_SURE, after_seconds=refusal.after_seconds)
    except EgressFailed:
        return _Outcome(PostingStatus.SENDING, _NOT_SURE)
    return None if found is None else _Outcome(PostingStatus.POSTED, posted=found, is_seen=True)


def _sent(step: _Step, keep: Keep) -> _Outcome:
    from advocacy.foundation.egress import EgressFailed, EgressRefused

    try:
        return _Outcome(PostingStatus.POSTED, posted=post_with(step.connection, step.draft, keep=keep))
    except NetworkRefused as refusal:
        status = PostingStatus.FAILED if refusal.is_final else PostingStatus.WAITING
        return _Outcome(status, refusal.sentence, after_seconds=refusal.after_seconds)
    except EgressRefused:
        return _Outcome(PostingStatus.FAILED, _NOT_ALLOWED)
    except EgressFailed as error:
        log.info("posting_without_answer", network=step.kind.value, reason=error.reason)
        return _Outcome(PostingStatus.SENDING if step.kind in ANSWERING else PostingStatus.UNSURE, _NOT_SURE)


def _is_called_off(number: int) -> bool:
    """Whether the share was taken back while we looked: what is not there is not sent then."""
    posting = hold_posting(number)
    return posting is None or posting.share.withdrawn_at is not None


def _settle(number: int, outcome: _Outcome) -> None:
    posting = hold_posting(number)
    if posting is None or posting.status is not PostingStatus.SENDING:
        return
    posting.busy_until = None
    if outcome.posted is not None:
        _note_posted(posting, outcome.posted, outcome)
    elif outcome.status in {PostingStatus.WAITING, PostingStatus.SENDING} and posting.tries <= len(AGAIN_AFTER):
        wait = max(AGAIN_AFTER[posting.tries - 1], timedelta(seconds=outcome.after_seconds))
        posting.status, posting.due_at = outcome.status, clock.now() + wait
        ask_for_try(posting, posting.share)
    elif outcome.status is PostingStatus.WAITING:
        _end(posting, PostingStatus.FAILED, _SILENT)
    else:
        _end(posting, PostingStatus.FAILED if outcome.status is PostingStatus.FAILED else PostingStatus.UNSURE, outcome.sentence)


def _note_posted(posting: Posting, posted: Posted, outcome: _Outcome) -> None:
    """It stands there: our copy of the words is gone with this very change."""
    share, moment = posting.share, clock.now()
    posting.status, posting.sealed_words, posting.posted_at = PostingStatus.POSTED, None, moment
    posting.name, posting.address = posted.name, posted.address
    if outcome.is_seen:
        posting.seen_at = posting.last_seen_at = moment
    history.record("sharing.posting.posted", share, by=share.person_id, is_private=True, network=share.network.value)
    confirm_by_posting(share, address=posted.address, let_leaders_see=posting.let_leaders_see)
    look_later(posting, 0)


def _end(posting: Posting, status: PostingStatus, sentence: object) -> None:
    """Gives up. Who pressed a moment ago sees it on their page; who had planned it gets a letter."""
    share = posting.share
    give_up(posting, share, status, sentence)
    if share.withdrawn_at is None and was_planned(share):
        key = f"{TELL_NOT_POSTED}:{share.public_id}:{posting.asked_at.isoformat()}"
        jobs.ask_for(TELL_NOT_POSTED, unique_key=key, share=share.public_id)


def _why_not(share: Share) -> object | None:
    """What has come between the press and this moment, in a sentence."""
    if share.withdrawn_at is not None or share.person is None or not share.person.is_active:
        return WITHDRAWN
    obstacle = find_obstacle(actor_for(share.person), share.story)
    return SENTENCES[obstacle] if obstacle is not None else None
