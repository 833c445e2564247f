"""For you this week: three stories, and for each the plain reason why.

The choice is the same all week for the same person. It looks at the person's own unit, topics and shares, and at whether anybody has
told a story at all; never at how much anybody else does. Nobody is ranked, and nobody but the reader sees it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from typing import Any

from sqlalchemy import Select, bindparam, exists, select

from advocacy.accounts.access import Actor
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.library.models import PutAwayStory
from advocacy.library.queries.following import followed_topics, put_away_topics
from advocacy.people.models import Person, Unit
from advocacy.programmes.models import Programme
from advocacy.sharing.models import Share
from advocacy.stories.models import Story, StoryVersion, story_version_topic, story_version_unit
from advocacy.stories.queries.library import NEWEST_FIRST, LibraryEntry, in_library, library_values
from advocacy.stories.queries.targeting import Led, led_by

#: Three of the newest so many.
CHOSEN, AMONG = 3, 200
#: Each story of a topic that was put away lately takes this much from the others of it, up to a limit.
TAUGHT, MOST_TAUGHT = 12, 36


class Reason(StrEnum):
    """Why a story is for somebody, the strongest first."""

    FOR_UNIT = "for_unit"
    FROM_UNIT = "from_unit"
    FOLLOWED = "followed"
    UNTOLD_NEARBY = "untold_nearby"
    NEW = "new"
    NOT_SHARED = "not_shared"


WEIGHTS = {Reason.FOR_UNIT: 40, Reason.FROM_UNIT: 40, Reason.FOLLOWED: 30, Reason.UNTOLD_NEARBY: 20, Reason.NEW: 10, Reason.NOT_SHARED: 0}


@dataclass(frozen=True)
class ForYou:
    """A story and why: the reason, and the unit or the topic's number it speaks of."""

    entry: LibraryEntry
    reason: Reason
    unit: str = ""
    topic_id: int | None = None


@dataclass(frozen=True)
class _Reader:
    """What the choice knows of the person it is for."""

    name: str
    unit_path: str
    followed: frozenset[int]
    put_away: Mapping[int, int]


def for_you_this_week(actor: Actor, among: Sequence[Programme]) -> list[ForYou]:
    """Up to three stories this person may read and has neither put away nor shared, from different topics where there are any."""
    person, moment = actor.person, clock.now()
    values = library_values(actor, among) | {"reader": person.id}
    rows = db.session.execute(_candidates(led_by(actor)), values).all()
    if not rows:
        return []
    topics, units = _further_topics(rows), _target_units(rows)
    reader = _Reader(person.public_id, person.unit.path, followed_topics(person.id), put_away_topics(person.id))
    offers = [_offer(row, reader, topics.get(row.version_id, []), units.get(row.version_id, []), moment) for row in rows]
    return _varied(sorted(offers, key=lambda offer: offer[:2]))


#: Points below zero, so that most points sort first; a mark that is anybody's guess but the same all week; the story.
_Offer = tuple[int, str, ForYou]


def _offer(row: Any, reader: _Reader, further: Sequence[int], targets: Sequence[Any], moment: datetime) -> _Offer:
    topics = [number for number in (row.topic_id, *further) if number is not None]
    found = list(_reasons(row, reader, topics, targets, clock.local_day(moment)))
    taught = min(MOST_TAUGHT, TAUGHT * max((reader.put_away.get(number, 0) for number in topics), default=0))
    points = sum(WEIGHTS[each.reason] for each in found) - taught
    year, week, _day = clock.local_day(moment).isocalendar()
    mark = sha256(f"{reader.name}/{year}-{week}/{row.story}".encode()).hexdigest()
    return (-points, mark, found[0])


def _reasons(row: Any, reader: _Reader, topics: Sequence[int], targets: Sequence[Any], today: date) -> Iterator[ForYou]:
    """Every reason that holds, the strongest first; the last one always does."""
    entry = LibraryEntry(row.story, row.version_id, row.version, row.topic_id)
    home = next((unit for unit in targets if _part(unit.path) and reader.unit_path.startswith(unit.path)), None)
    followed = next((number for number in topics if number in reader.followed), None)
    if home is not None:
        yield ForYou(entry, Reason.FOR_UNIT, unit=home.name)
    elif row.author_path == reader.unit_path:
        yield ForYou(entry, Reason.FROM_UNIT, unit=row.author_unit)
    if followed is not None:
        yield ForYou(entry, Reason.FOLLOWED, topic_id=followed)
    if not row.is_told and _part(row.author_path) == _part(reader.unit_path) != "":
        yield ForYou(entry, Reason.UNTOLD_NEARBY, unit=row.author_unit)
    if clock.local_day(row.published_at).isocalendar()[:2] == today.isocalendar()[:2]:
        yield ForYou(entry, Reason.NEW)
    yield ForYou(entry, Reason.NOT_SHARED)


def _part(path: str) -> str:
    """The administration a unit belongs to: the first two numbers of its path; empty for the organisation itself."""
    return ".".join(path.split(".")[:2]) if path.count(".") > 1 else ""


def _varied(offers: Sequence[_Offer]) -> list[ForYou]:
    """The first three of different topics; where there are not so many topics, the next best."""
    chosen: list[ForYou] = []
    left: list[ForYou] = []
    for _points, _mark, offer in offers:
        is_like_one = offer.entry.topic_id is not None and offer.entry.topic_id in {each.entry.topic_id for each in chosen}
        (left if is_like_one or len(chosen) == CHOSEN else chosen).append(offer)
    return [*chosen, *left][:CHOSEN]


@lru_cache(maxsize=256)
def _candidates(led: Led) -> Select[Any]:
    """The newest stories somebody might be offered: not put away, not shared by them; with where each comes from."""
    reader = bindparam("reader")
    put_away = select(PutAwayStory.story_id).where(PutAwayStory.person_id == reader)
    shared = select(Share.story_id).where(Share.person_id == reader, Share.withdrawn_at.is_(None))
    mine = select(Story.id).where(*in_library(Story, led), Story.id.not_in(put_away), Story.id.not_in(shared))
    newest = mine.order_by(*NEWEST_FIRST).limit(AMONG).subquery()
    told = exists(select(Share.id).where(Share.story_id == Story.id, Share.withdrawn_at.is_(None)))
    columns = select(
        Story.public_id.label("story"),
        StoryVersion.id.label("version_id"),
        StoryVersion.public_id.label("version"),
        StoryVersion.topic_id,
        Story.published_at,
        Unit.path.label("author_path"),
        Unit.name.label("author_unit"),
        told.label("is_told"),
    )
    joined = columns.join(newest, newest.c.id == Story.id).join(StoryVersion, StoryVersion.id == Story.published_version_id)
    return joined.join(Person, Person.id == StoryVersion.author_id).join(Unit, Unit.id == Person.unit_id)


def _further_topics(rows: Sequence[Any]) -> dict[int, list[int]]:
    columns = story_version_topic.c
    statement = select(columns.version_id, columns.topic_id).where(columns.version_id.in_([row.version_id for row in rows]))
    found: dict[int, list[int]] = {}
    for version_id, topic_id in db.session.execute(statement):
        found.setdefault(version_id, []).append(topic_id)
    return found


def _target_units(rows: Sequence[Any]) -> dict[int, list[Any]]:
    columns = story_version_unit.c
    statement = select(columns.version_id, Unit.path, Unit.name).join(Unit, Unit.id == columns.unit_id)
    found: dict[int, list[Any]] = {}
    for row in db.session.execute(statement.where(columns.version_id.in_([each.version_id for each in rows]))):
        found.setdefault(row.version_id, []).append(row)
    return found
