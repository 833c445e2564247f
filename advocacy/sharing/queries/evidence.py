"""How sure we are of each share, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, select

from advocacy.foundation.database import db
from advocacy.links.agents import AgentKind
from advocacy.links.queries import Seen, seen_of
from advocacy.sharing.evidence import Fact, Rung, ShareFacts, Sighting, finding_of
from advocacy.sharing.models import Posting, PostingStatus, Share

_AT_ONCE = 500


@dataclass(frozen=True)
class ShareEvidence:
    """How sure we are of a share, the fact that it rests on, and how many times people followed its link, for the sharer alone."""

    rung: Rung
    visits_by_people: int
    reason: Fact = Fact.PRESSED


@dataclass(frozen=True)
class _Shown:
    """What a network has said of a share's post."""

    is_accepted: bool = False
    seen_at: datetime | None = None
    gone_at: datetime | None = None


def was_shown() -> ColumnElement[bool]:
    """For counting: shares whose post a network has shown us, which is the highest rung."""
    return exists().where(Posting.share_id == Share.id, Posting.seen_at.is_not(None))


def visits_by_people(share: Share) -> int:
    """How often people, as far as one can tell, followed the link."""
    return evidence_of([share])[share.id].visits_by_people


def rungs_of(shares: Iterable[Share]) -> dict[int, Rung]:
    """How sure we are of each of these shares, by the number of the share, in two questions for each 500 of them."""
    return {number: evidence.rung for number, evidence in evidence_of(shares).items()}


def evidence_of(shares: Iterable[Share]) -> dict[int, ShareEvidence]:
    """As ``rungs_of``, with the reason and the visits by people.

    Of each kind and network the first visit tells as much for the rung as all of them.
    """
    listed = list(shares)
    seen = seen_of([share.link_id for share in listed])
    shown = _shown_of([share.id for share in listed])
    return {share.id: _evidence(share, seen.get(share.link_id, ()), shown.get(share.id, _Shown())) for share in listed}


def _shown_of(share_ids: Sequence[int]) -> dict[int, _Shown]:
    found: dict[int, _Shown] = {}
    for start in range(0, len(share_ids), _AT_ONCE):
        some = Posting.share_id.in_(share_ids[start : start + _AT_ONCE])
        asked = select(Posting.share_id, Posting.posted_at, Posting.seen_at, Posting.gone_at)
        for row in db.session.execute(asked.where(some, Posting.status == PostingStatus.POSTED)):
            found[row.share_id] = _Shown(row.posted_at is not None, row.seen_at, row.gone_at)
    return found


def _evidence(share: Share, seen: Sequence[Seen], shown: _Shown) -> ShareEvidence:
    facts = ShareFacts(
        network=share.network, pressed_at=share.pressed_at, has_post_address=share.post_address is not None,
        is_declared=share.confirmed_at is not None, is_accepted=shown.is_accepted, is_confirmed_by_network=shown.seen_at is not None,
        is_gone=shown.gone_at is not None, sightings=tuple(Sighting(each.kind, each.network, each.first_at) for each in seen),
    )
    found = finding_of(facts)
    return ShareEvidence(found.rung, sum(each.count for each in seen if each.kind is AgentKind.PERSON), found.reason)
