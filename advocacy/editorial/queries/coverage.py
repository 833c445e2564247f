"""What has been told about in the last months, and what has not: counts of stories, never of people (K-082).

A story counts once it has been in the library, whatever became of it since. Where it takes place is said by an editor; a story
without a place counts for no unit, and the page says how many there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from advocacy.accounts.access import Actor
from advocacy.editorial.models import Place
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.people.models import Unit
from advocacy.people.queries import all_units
from advocacy.programmes.models import Audience, Programme, Purpose, Topic
from advocacy.stories.models import Story, StoryKind, StoryVersion
from advocacy.stories.queries import writable_programmes

PERIODS = (3, 6, 12)
#: Units further down than this are counted with the one above them, unless the programme names them: the organisation itself is 0.
DEEPEST = 2
MOST_UNPLACED = 10


@dataclass(frozen=True)
class Told:
    """One thing that can be told about, and in how many stories it was."""

    thing: Unit | Purpose | Topic | Audience | StoryKind
    programme: Programme | None
    count: int


@dataclass(frozen=True)
class Coverage:
    """A period of so many months up to today."""

    months: int
    since: date
    total: int
    units: Sequence[Told]
    purposes: Sequence[Told]
    topics: Sequence[Told]
    audiences: Sequence[Told]
    kinds: Sequence[Told]
    #: Stories nobody has said a place of, the newest first, and how many there are in all.
    unplaced: Sequence[Story]
    unplaced_total: int
    #: With several programmes each line says whose it is.
    programme_count: int

    def told(self, kind: str) -> int:
        """How many stories of a kind."""
        return next((each.count for each in self.kinds if each.thing == kind), 0)


def coverage_of(actor: Actor, months: int) -> Coverage:
    """What the programmes this editor writes for have told in so many months."""
    programmes = [each for each in writable_programmes(actor) if each.is_launched]
    since = _months_ago(clock.today(), months)
    stories = _stories_since(programmes, since)
    places = _places_of(stories)
    versions = [each.published_version for each in stories if each.published_version is not None]
    unplaced = [each for each in stories if each.id not in places]
    return Coverage(
        months=months,
        since=since,
        total=len(stories),
        units=_by_unit(_units_of(programmes), places.values()),
        purposes=[Told(each, p, _with(versions, "purpose_id", each.id)) for p in programmes for each in p.purposes],
        topics=_by_topic(programmes, versions),
        audiences=[Told(each, p, _with(versions, "audience_id", each.id)) for p in programmes for each in p.audiences],
        kinds=[Told(kind, None, sum(version.kind is kind for version in versions)) for kind in StoryKind],
        unplaced=unplaced[:MOST_UNPLACED],
        unplaced_total=len(unplaced),
        programme_count=len(programmes),
    )


def choosable_units(actor: Actor) -> list[Unit]:
    """The units a story of this editor's programmes can take place in, parents before children."""
    homes = [unit for each in writable_programmes(actor) for unit in each.units]
    return [unit for unit in all_units() if any(home.holds(unit) for home in homes)]


def _months_ago(day: date, months: int) -> date:
    """The same day so many months earlier, or the last one of a month that is too short."""
    number = day.year * 12 + day.month - 1 - months
    year, month = divmod(number, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def _stories_since(programmes: Sequence[Programme], since: date) -> Sequence[Story]:
    statement = select(Story).where(
        Story.programme_id.in_([each.id for each in programmes]), Story.published_version_id.is_not(None),
        Story.published_at >= clock.start_of_day(since), Story.published_at <= clock.now(),
    )  # fmt: skip
    parts = joinedload(Story.published_version).selectinload(StoryVersion.further_topics)
    return db.session.scalars(
        statement.options(parts, selectinload(Story.programme)).order_by(Story.published_at.desc(), Story.id.desc())
    ).all()


def _places_of(stories: Sequence[Story]) -> dict[int, Unit]:
    statement = select(Place).where(Place.story_id.in_([each.id for each in stories])).options(joinedload(Place.unit))
    return {each.story_id: each.unit for each in db.session.scalars(statement)}


def _units_of(programmes: Sequence[Programme]) -> list[Unit]:
    """The units of these programmes, and what lies below them down to ``DEEPEST``."""
    homes = {unit.id: unit for each in programmes for unit in each.units}
    return [
        unit for unit in all_units() if unit.id in homes or (unit.depth <= DEEPEST and any(home.holds(unit) for home in homes.values()))
    ]


def _by_unit(units: Iterable[Unit], places: Iterable[Unit]) -> list[Told]:
    """Each unit with the stories of its own and of everything below it."""
    placed = list(places)
    return [Told(unit, None, sum(unit.holds(place) for place in placed)) for unit in units if unit.depth > 0]


def _by_topic(programmes: Sequence[Programme], versions: Sequence[StoryVersion]) -> list[Told]:
    counts = Counter(number for version in versions for number in {version.topic_id, *(topic.id for topic in version.further_topics)})
    return [Told(topic, programme, counts[topic.id]) for programme in programmes for topic in programme.topics]


def _with(versions: Sequence[StoryVersion], column: str, number: int) -> int:
    return sum(getattr(version, column) == number for version in versions)
