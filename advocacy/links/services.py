"""Every way links change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import case, delete, text, update
from sqlalchemy.dialects import postgresql, sqlite

from advocacy.foundation import clock
from advocacy.foundation.database import db, new_public_id
from advocacy.links.agents import Agent
from advocacy.links.models import Link, Visit, VisitorMark, VisitTotal
from advocacy.networks.catalogue.network import NetworkKind

#: How long single visits are kept; the totals of days stay.
KEPT = timedelta(days=30)
_TOTAL_KEY = ("link_id", "day", "kind", "network")


def mint(
    code: str, *, story_id: int, person_id: int | None, network: NetworkKind | None, language: str, label: str | None = None
) -> Link | None:
    """A new link, or None when the code is taken, in one step."""
    insert = sqlite.insert if db.session.get_bind().dialect.name == "sqlite" else postgresql.insert
    values = {"public_id": new_public_id(), "code": code, "story_id": story_id, "person_id": person_id, "network": network,
              "language": language, "label": label, "made_at": clock.now()}
    number = db.session.scalar(insert(Link).values(values).on_conflict_do_nothing().returning(Link.id))
    return None if number is None else db.session.get_one(Link, number)


def close(link: Link) -> None:
    """It leads nowhere from now on."""
    link.closed_at = link.closed_at or clock.now()


def forget_owner(person_id: int) -> None:
    """Somebody has left: their links go on working for readers, without a name (attack row Z16)."""
    db.session.execute(update(Link).where(Link.person_id == person_id).values(person_id=None))


def record_visit(link_id: int, agent: Agent, *, came_from: NetworkKind | None) -> None:
    """Writes down that a link was called: when, by what kind of agent, by way of which network, and nothing else.

    A reader waits for it, so on PostgreSQL it gives up after two seconds, as SQLite does after its busy timeout.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("SET LOCAL lock_timeout = '2s'"))
    add_visits([Visit(link_id=link_id, at=clock.now(), kind=agent.kind, network=agent.network or came_from)])


def add_visits(visits: Sequence[Visit]) -> None:
    """Stores visits and adds them to the totals of their days."""
    db.session.add_all(visits)
    totals = Counter((each.link_id, clock.local_day(each.at), each.kind, each.network.value if each.network else "") for each in visits)
    firsts: dict[tuple[object, ...], datetime] = {}
    for each in visits:
        key = (each.link_id, clock.local_day(each.at), each.kind, each.network.value if each.network else "")
        firsts[key] = min(each.at, firsts.get(key, each.at))
    insert = sqlite.insert if db.session.get_bind().dialect.name == "sqlite" else postgresql.insert
    for key, count in totals.items():
        statement = insert(VisitTotal).values(**dict(zip(_TOTAL_KEY, key, strict=True)), count=count, first_at=firsts[key])
        taken = VisitTotal.count + statement.excluded.count
        earlier = case((statement.excluded.first_at < VisitTotal.first_at, statement.excluded.first_at), else_=VisitTotal.first_at)
        db.session.execute(statement.on_conflict_do_update(index_elements=_TOTAL_KEY, set_={"count": taken, "first_at": earlier}))


def forget_old_visits() -> None:
    """Deletes single visits after thirty days, and every mark of a visitor once its day is over."""
    db.session.execute(delete(Visit).where(Visit.at < clock.now() - KEPT))
    db.session.execute(delete(VisitorMark).where(VisitorMark.day < clock.today()))
