"""For you this week: three stories, and for each the plain reason why.

The choice is the same all week for the same person. It looks at the person's own unit, topics and shares, and at whether anybody has
told a story at all; never at how much anybody else does. Nobody is ranked, and nobody but the reader sees it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, bindparam, exists, select

from advocacy.accounts.access import Actor
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.library.models import PutAwayStory
from advocacy.library.queries.following import topics_of
from advocacy.people.models import Person, Unit
from advocacy.programmes.models import Programme
from advocacy.sharing.models import Share
from advocacy.stories.models import Story, StoryVersion, story_version_topic, story_version_unit
from advocacy.stories.queries.library import NEWEST_FIRST, LibraryEntry, in_library, library_values
from advocacy.stories.queries.targeting import Led, led_by

#: Three of the newest so many.
CHOSEN, AMONG = 3, 40
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
    """What the choice knows of the person it is for, and of the week it is for."""

    name: str
    unit_path: str
    followed: frozenset[int]
    put_away: Mapping[int, int]
    week: str
    week_began: datetime

    @classmethod
    def of(cls, person: Person) -> _Reader:
        """This person, this week."""
        today = clock.today()
        year, week, weekday = today.isocalendar()
        monday = clock.start_of_day(today - timedelta(days=weekday - 1))
        followed, put_away = topics_of(person.id)
        return cls(person.public_id, person.unit.path, followed, put_away, f"{year}-{week}", monday)


class _Why(NamedTuple):
    """A reason that holds, and what its sentence speaks of."""

    reason: Reason
    unit: str = ""
    topic_id: int | None = None


def for_you_this_week(actor: Actor, among: Sequence[Programme]) -> list[ForYou]:
    """Up to three stories this person may read and has neither put away nor shared, from different topics where there are any."""
    rows = db.session.execute(_candidates(led_by(actor)), library_values(actor, among) | {"reader": actor.person.id}).all()
    if not rows:
        return []
    reader = _Reader.of(actor.person)
    topics, units = _further_topics(rows, reader), _target_units(rows)
    offers = [_offer(row, reader, topics.get(row.version_id, []), units.get(row.version_id, [])) for row in rows]
    return [
        ForYou(LibraryEntry(row.story, row.version_id, row.version, row.topic_id), *why)
        for _points, _mark, why, row in _varied(sorted(offers, key=lambda offer: offer[:2]))
    ]


#: Points below zero, so that most points sort first; a mark that is anybody's guess but the same all week; why; the story.
_Offer = tuple[int, str, _Why, Any]


def _offer(row: Any, reader: _Reader, further: Sequence[int], targets: Sequence[Any]) -> _Offer:
    topics = [number for number in (row.topic_id, *further) if number is not None]
    found = list(_reasons(row, reader, topics, targets))
    taught = min(MOST_TAUGHT, TAUGHT * max((reader.put_away.get(number, 0) for number in topics), default=0))
    points = sum(WEIGHTS[each.reason] for each in found) - taught
    mark = sha256(f"{reader.name}/{reader.week}/{row.story}".encode()).hexdigest()
    return (-points, mark, found[0], row)


def _reasons(row: Any, reader: _Reader, topics: Sequence[int], targets: Sequence[Any]) -> Iterator[_Why]:
    """Every reason that holds, the strongest first; the last one always does."""
    home = next((unit for unit in targets if _part(unit.path) and reader.unit_path.startswith(unit.path)), None)
    followed = next((number for number in topics if number in reader.followed), None)
    if home is not None:
        yield _Why(Reason.FOR_UNIT, unit=home.name)
    elif row.author_path == reader.unit_path:
        yield _Why(Reason.FROM_UNIT, unit=row.author_unit)
    if followed is not None:
        yield _Why(Reason.FOLLOWED, topic_id=followed)
    if not row.is_told and _part(row.author_path) == _part(reader.unit_path) != "":
        yield _Why(Reason.UNTOLD_NEARBY, unit=row.author_unit)
    if row.published_at >= reader.week_began:
        yield _Why(Reason.NEW)
    yield _Why(Reason.NOT_SHARED)


def _part(path: str) -> str:
    """The administration a unit belongs to: the first two numbers of its path; empty for the organisation itself."""
    return ".".join(path.split(".")[:2]) if path.count(".") > 1 else ""


def _varied(offers: Iterable[_Offer]) -> list[_Offer]:
    """The first three of different topics; where there are not so many topics, the next best."""
    chosen: list[_Offer] = []
    left: list[_Offer] = []
    topics: set[int] = set()
    for offer in offers:
        topic = offer[3].topic_id
        if topic in topics or len(chosen) == CHOSEN:
            left.append(offer)
            continue
        chosen.append(offer)
        topics |= {topic} - {None}
    return [*chosen, *left][:CHOSEN]


@lru_cache(maxsize=256)
def _candidates(led: Led) -> Select[*tuple[Any, ...]]:
    """The newest stories somebody might be offered: not put away, not shared by them; with where each comes from."""
    reader = bindparam("reader", type_=Integer)
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
        Story.is_targeted,
        Unit.path.label("author_path"),
        Unit.name.label("author_unit"),
        told.label("is_told"),
    )
    joined = columns.join(newest, newest.c.id == Story.id).join(StoryVersion, StoryVersion.id == Story.published_version_id)
    return joined.join(Person, Person.id == StoryVersion.author_id).join(Unit, Unit.id == Person.unit_id)


def _further_topics(rows: Sequence[Any], reader: _Reader) -> dict[int, list[int]]:
    """The second and third topics of the stories, as far as this person follows them or has put stories of them away."""
    meaningful = reader.followed | reader.put_away.keys()
    if not meaningful:
        return {}
    columns = story_version_topic.c
    statement = select(columns.version_id, columns.topic_id).where(columns.topic_id.in_(meaningful))
    found: dict[int, list[int]] = {}
    for version_id, topic_id in db.session.execute(statement.where(columns.version_id.in_([row.version_id for row in rows]))):
        found.setdefault(version_id, []).append(topic_id)
    return found


def _target_units(rows: Sequence[Any]) -> dict[int, list[Any]]:
    """The units each story is for, where it is not for everybody."""
    targeted = [row.version_id for row in rows if row.is_targeted]
    if not targeted:
        return {}
    columns = story_version_unit.c
    statement = select(columns.version_id, Unit.path, Unit.name).join(Unit, Unit.id == columns.unit_id)
    found: dict[int, list[Any]] = {}
    for row in db.session.execute(statement.where(columns.version_id.in_(targeted))):
        found.setdefault(row.version_id, []).append(row)
    return found
