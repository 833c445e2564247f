"""Which links lead straight on, and where: what the lane keeps in memory, asked of the database for many links at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.links.models import Link, VisitTotal
from advocacy.links.onward import goes_straight_to
from advocacy.organisation.queries import find_organisation
from advocacy.programmes.models import Programme
from advocacy.stories.access import is_shareable
from advocacy.stories.models import Story, StoryVersion

#: How many codes or numbers go into one question.
AT_ONCE = 500
LATELY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a link leads, and whose own visits are not written down."""

    link_id: int
    owner_id: int | None
    address: str


def answers_for(codes: Collection[str]) -> dict[str, Destination]:
    """By code, the links among these that send a reader straight on now; all others are the page's to answer."""
    found: dict[str, Destination] = {}
    addresses: dict[int, str | None] = {}
    for some in _portions(codes):
        statement = select(Link.code, Link.id, Link.person_id, Link.story_id).where(Link.code.in_(some), Link.closed_at.is_(None))
        rows = db.session.execute(statement).all()
        _look_up({row.story_id for row in rows} - addresses.keys(), addresses)
        for row in rows:
            if address := addresses[row.story_id]:
                found[row.code] = Destination(row.id, row.person_id, address)
    return found


def _look_up(story_ids: Collection[int], addresses: dict[int, str | None]) -> None:
    """Notes the address of each story that may be shared now and is the organisation's own, and None for the others."""
    organisation = find_organisation()
    for some in _portions(story_ids):
        version, programme = joinedload(Story.published_version), joinedload(Story.programme)
        statement = select(Story).where(Story.id.in_(some)).options(
            version.load_only(StoryVersion.address, StoryVersion.is_internal), programme.load_only(Programme.status))
        for story in db.session.scalars(statement):
            address = story.published_version.address if story.published_version is not None else ""
            is_straight = is_shareable(story) and goes_straight_to(address, organisation)
            addresses[story.id] = address if is_straight else None


def _portions(things: Collection[Any]) -> Iterator[list[Any]]:
    left = iter(things)
    while some := list(islice(left, AT_ONCE)):
        yield some


def codes_to_expect(limit: int) -> list[str]:
    """The links a process that begins will soon be asked for: half of them followed most in the last week, half the newest."""
    visited = (
        select(Link.code).join(VisitTotal, VisitTotal.link_id == Link.id)
        .where(VisitTotal.day > clock.today() - LATELY, Link.closed_at.is_(None))
        .group_by(Link.code).order_by(func.sum(VisitTotal.count).desc()).limit(limit // 2)
    )
    newest = select(Link.code).where(Link.closed_at.is_(None)).order_by(Link.id.desc()).limit(limit // 2)
    return list(dict.fromkeys([*db.session.scalars(visited), *db.session.scalars(newest)]))
