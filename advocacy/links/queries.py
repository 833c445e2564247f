"""What a link leads to and how often it was followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.links.agents import AgentKind
from advocacy.links.codes import code_typed
from advocacy.links.models import Link, VisitTotal
from advocacy.links.places import places_of
from advocacy.links.wording import KIND_LABELS, KIND_NOTES, ORDER
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.stories.models import Story, StoryVersion

__all__ = [
    "DayOfVisits", "KindCount", "Seen", "days_of", "find_link", "get_link", "kinds_of", "link_to", "people_of", "places_of", "posters_of",
    "seen_of", "unusual_days",
]

LONGEST_CODE = 32
_AT_ONCE = 500
#: A day stands out when at least so many people came, and so many times as many as on the day in the middle.
FEWEST_UNUSUAL, TIMES_USUAL, FEWEST_DAYS_TO_COMPARE = 50, 8, 3


@dataclass(frozen=True)
class Seen:
    """Calls of one link by one kind of agent of one network: how many, and the first."""

    kind: AgentKind
    network: NetworkKind | None
    first_at: datetime
    count: int


@dataclass(frozen=True)
class KindCount:
    """How often one kind of agent called, with its word and what stands behind it."""

    kind: AgentKind
    count: int

    @property
    def label(self) -> str:
        return str(KIND_LABELS[self.kind])

    @property
    def note(self) -> str:
        return str(KIND_NOTES[self.kind])


@dataclass(frozen=True)
class DayOfVisits:
    """One Danish day of a link; a kind that did not call is not in it."""

    day: date
    counts: dict[AgentKind, int] = field(default_factory=dict)

    @property
    def people(self) -> int:
        return self.counts.get(AgentKind.PERSON, 0)

    @property
    def uncertain(self) -> int:
        return self.counts.get(AgentKind.UNCERTAIN, 0)

    @property
    def others(self) -> int:
        """Machines, and people who were counted on that day already."""
        return sum(self.counts.values()) - self.people - self.uncertain


def find_link(code: str) -> Link | None:
    """A link by the last part of its address, with all that a visit needs in one question to the database.

    As it stands in the address first of all; else as somebody may have typed it from a poster.
    """
    if len(code) > LONGEST_CODE or "\x00" in code:
        return None
    wanted = {code, code_typed(code) or code}
    version = joinedload(Link.story).joinedload(Story.published_version).joinedload(StoryVersion.picture)
    programme = joinedload(Link.story).joinedload(Story.programme)
    found = {link.code: link for link in db.session.scalars(select(Link).where(Link.code.in_(wanted)).options(version, programme))}
    return found.get(code) or next(iter(found.values()), None)


def link_to(code: str, base: str) -> str:
    """The address that ends in this code; ``base`` is the setting ``link_base``: the short domain, or the public address with /r."""
    return f"{base}/{code}"


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


def get_link(public_id: str) -> Link:
    """A link by its public name, with its story; raises Missing."""
    link = db.session.scalar(select(Link).where(Link.public_id == public_id).options(joinedload(Link.story)))
    if link is None:
        raise Missing
    return link


def posters_of(story: Story) -> Sequence[Link]:
    """The links of a story that belong to nobody, the newest first."""
    return db.session.scalars(select(Link).where(Link.story_id == story.id, Link.label.is_not(None)).order_by(Link.id.desc())).all()


def kinds_of(link_id: int) -> list[KindCount]:
    """How often each kind of agent called a link: people always, the others only where they did. Never added up."""
    counted = select(VisitTotal.kind, func.sum(VisitTotal.count)).where(VisitTotal.link_id == link_id).group_by(VisitTotal.kind)
    found = {kind: int(count) for kind, count in db.session.execute(counted)}
    return [KindCount(kind, found.get(kind, 0)) for kind in ORDER if kind is AgentKind.PERSON or kind in found]


def people_of(links: Sequence[Link]) -> dict[int, int]:
    """How often people followed each of these links, by the number of the link."""
    found = seen_of([link.id for link in links])
    return {link.id: sum(each.count for each in found.get(link.id, ()) if each.kind is AgentKind.PERSON) for link in links}


def days_of(link_id: int, *, days: int) -> list[DayOfVisits]:
    """The last so many days on which anything called a link, the newest first."""
    first = clock.today() - timedelta(days=days - 1)
    counted = (
        select(VisitTotal.day, VisitTotal.kind, func.sum(VisitTotal.count)).where(VisitTotal.link_id == link_id, VisitTotal.day >= first)
        .group_by(VisitTotal.day, VisitTotal.kind).order_by(VisitTotal.day.desc())
    )
    found: dict[date, DayOfVisits] = {}
    for day, kind, count in db.session.execute(counted):
        found.setdefault(day, DayOfVisits(day)).counts[kind] = int(count)
    return list(found.values())


def unusual_days(days: Sequence[DayOfVisits]) -> list[DayOfVisits]:
    """Days on which far more people than usual seem to have come: a crowd, or a program that looks like one (attack row R09)."""
    if len(days) < FEWEST_DAYS_TO_COMPARE:
        return []
    usual = median(each.people for each in days)
    return [each for each in days if each.people >= max(FEWEST_UNUSUAL, TIMES_USUAL * usual)]
