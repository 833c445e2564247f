"""What a link leads to and how often it was followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from advocacy.foundation.database import db
from advocacy.links.agents import AgentKind
from advocacy.links.models import Link, VisitTotal
from advocacy.links.places import places_of
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.stories.models import Story, StoryVersion

__all__ = ["Seen", "find_link", "link_to", "places_of", "seen_of"]

LONGEST_CODE = 32
_AT_ONCE = 500


@dataclass(frozen=True)
class Seen:
    """Calls of one link by one kind of agent of one network: how many, and the first."""

    kind: AgentKind
    network: NetworkKind | None
    first_at: datetime
    count: int


def find_link(code: str) -> Link | None:
    """A link by the last part of its address, with all that a visit needs in one question to the database."""
    if len(code) > LONGEST_CODE:
        return None
    version = joinedload(Link.story).joinedload(Story.published_version).joinedload(StoryVersion.picture)
    programme = joinedload(Link.story).joinedload(Story.programme)
    return db.session.scalar(select(Link).where(Link.code == code).options(version, programme))


def link_to(code: str, base_url: str) -> str:
    """The address that ends in this code."""
    return f"{base_url}/r/{code}"


def seen_of(link_ids: Sequence[int]) -> dict[int, list[Seen]]:
    """Who called these links, by the number of the link, in one question for each 500 of them."""
    seen: dict[int, list[Seen]] = {}
    for start in range(0, len(link_ids), _AT_ONCE):
        rows = db.session.execute(
            select(VisitTotal.link_id, VisitTotal.kind, VisitTotal.network, func.min(VisitTotal.first_at).label("first_at"),
                   func.sum(VisitTotal.count).label("calls"))
            .where(VisitTotal.link_id.in_(link_ids[start : start + _AT_ONCE]))
            .group_by(VisitTotal.link_id, VisitTotal.kind, VisitTotal.network)
        )
        for row in rows:
            network = NetworkKind(row.network) if row.network else None
            seen.setdefault(row.link_id, []).append(Seen(row.kind, network, row.first_at, int(row.calls)))
    return seen
