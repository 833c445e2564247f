"""A page of the library as one person may see it: filtered, searched, and a page at a time.

The feed is the page that is opened most, so it asks the database little: one question for the programmes with their topics,
one for the page (names of versions, and how many there are), and a third for cards this process has not made yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, Select, String, bindparam, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from advocacy.accounts.access import Actor
from advocacy.foundation.database import Word, db
from advocacy.foundation.errors import Missing
from advocacy.library.models import PutAwayStory
from advocacy.library.search import Question, SearchIndex, search_index
from advocacy.library.search.index import Place
from advocacy.programmes.models import Programme, Topic
from advocacy.stories.models import Caption, Story, StoryKind, StoryVersion, story_version_topic
from advocacy.stories.queries.library import NEWEST_FIRST, LibraryEntry, in_library, library_values
from advocacy.stories.queries.targeting import Led, led_by

PAGE_LENGTH = 20
#: Stories are counted up to here; beyond it a page says "more than".
MOST_COUNTED = 500


@dataclass(frozen=True)
class Filters:
    """What somebody narrows the library down to; empty means everything."""

    programme: Programme | None = None
    topic: Topic | None = None
    kind: StoryKind | None = None
    #: Stories with a suggested wording for this network.
    network: str | None = None
    #: Stories that can be read in this language.
    language: str | None = None
    #: What somebody looks for, and what was understood of it.
    words: str = ""
    question: Question = field(default=Question(()))

    @property
    def is_narrow(self) -> bool:
        """True when anything is left out."""
        return bool(self.words or self.programme or self.topic or self.kind or self.network or self.language)


@dataclass(frozen=True)
class FoundStories:
    """Some of the library in its order; ``first`` to ``page`` when more than one page is shown at once."""

    entries: tuple[LibraryEntry, ...]
    #: How many there are in all, counted up to ``MOST_COUNTED`` and one.
    total: int
    page: int
    has_next: bool
    first: int = 1

    @property
    def is_counted(self) -> bool:
        """False when there are more than were counted."""
        return self.total <= MOST_COUNTED


NOTHING = FoundStories((), 0, 1, has_next=False)


def stories_found(
    actor: Actor, filters: Filters = Filters(), *, page: int = 1, first: int | None = None, among: Sequence[Programme]
) -> FoundStories:
    """What this person may read now, of the programmes in ``among`` (see ``readable_programmes``), newest first.

    What somebody put away is left out, unless they look for words. With words the best fitting stand first: all the words in the
    title, then in title, gain and topics, then anywhere; the newer before the older. Raises Missing for a page that is not there.
    """
    if filters.words and not filters.question.terms:
        return NOTHING
    first = page if first is None else first
    shape = Shape.of(filters, led_by(actor))
    values = library_values(actor, [filters.programme] if filters.programme else among) | _values(filters, actor)
    window = {"start": (first - 1) * PAGE_LENGTH, "length": (page - first + 1) * PAGE_LENGTH + 1}
    rows = db.session.execute(_statement(shape, search_index()), values | window).all()
    if not rows and page > 1:
        raise Missing
    shown = rows[: window["length"] - 1]
    return FoundStories(
        tuple(LibraryEntry(*row[:4]) for row in shown), rows[0][4] if rows else 0, page, has_next=len(rows) > len(shown), first=first
    )


class Shape(NamedTuple):
    """Which conditions a statement has. Building one takes as long as answering it, so each shape is built once."""

    led: Led
    has_words: bool
    has_topic: bool
    has_kind: bool
    has_network: bool
    language: str | None

    @classmethod
    def of(cls, filters: Filters, led: Led) -> Shape:
        """The shape these filters need."""
        has_topic, has_kind, has_network = (each is not None for each in (filters.topic, filters.kind, filters.network))
        return cls(led, bool(filters.words), has_topic, has_kind, has_network, filters.language)


def _values(filters: Filters, actor: Actor) -> dict[str, object]:
    named = {"topic": filters.topic.id if filters.topic else None, "kind": filters.kind, "network": filters.network}
    found: dict[str, object] = {name: value for name, value in named.items() if value is not None}
    return found | (search_index().values(filters.question) if filters.words else {"reader": actor.person.id})


@lru_cache(maxsize=512)
def _statement(shape: Shape, index: SearchIndex) -> Select[Any]:
    """First the few stories of the page are chosen, by numbers alone; then what is shown of them is looked up."""
    every, hits = aliased(Story), _hits(shape, index)
    counted = select(literal(1)).select_from(every).where(*_conditions(every, shape, hits)).limit(MOST_COUNTED + 1)
    total = select(func.count()).select_from(counted.subquery()).scalar_subquery()
    rank = (index.rank(Story.id) if shape.has_words else literal(0)).label("rank")
    # Without words the newest are read off the end of an index; an order that names anything else would sort them all.
    order = (rank, *NEWEST_FIRST) if shape.has_words else NEWEST_FIRST
    ordered = select(Story.id.label("id"), rank).where(*_conditions(Story, shape, hits)).order_by(*order)
    chosen = ordered.limit(bindparam("length", type_=Integer)).offset(bindparam("start", type_=Integer)).subquery()
    columns = select(Story.public_id, StoryVersion.id, StoryVersion.public_id, StoryVersion.topic_id, total)
    joined = columns.join(chosen, chosen.c.id == Story.id).join(StoryVersion, StoryVersion.id == Story.published_version_id)
    return joined.order_by(chosen.c.rank, *NEWEST_FIRST)


def _hits(shape: Shape, index: SearchIndex) -> Select[int] | None:
    """The stories that hold the words: found once, though the page and the count both ask for them."""
    if not shape.has_words:
        return None
    found = index.holding(Place.ANYWHERE).cte("hit")
    return select(next(iter(found.c)))


def _conditions(story: type[Story], shape: Shape, hits: Select[int] | None) -> list[ColumnElement[bool]]:
    found = in_library(story, shape.led)
    if hits is not None:
        found.append(story.id.in_(hits))
    else:
        mine = select(PutAwayStory.story_id).where(PutAwayStory.person_id == bindparam("reader", type_=Integer))
        found.append(story.id.not_in(mine))
    if shape.has_network:
        captions = select(Caption.id).where(Caption.version_id == story.published_version_id)
        found.append(exists(captions.where(Caption.network == bindparam("network", type_=String))))
    return found + _said_by_version(story, shape)


def _said_by_version(story: type[Story], shape: Shape) -> list[ColumnElement[bool]]:
    """What must be asked of the version people read: its topics, its kind, and whether it is written in a language."""
    asked: list[ColumnElement[bool]] = []
    if shape.has_topic:
        topic = bindparam("topic", type_=Integer)
        further = select(story_version_topic.c.topic_id).where(story_version_topic.c.version_id == StoryVersion.id)
        asked.append(or_(StoryVersion.topic_id == topic, exists(further.where(story_version_topic.c.topic_id == topic))))
    if shape.has_kind:
        asked.append(StoryVersion.kind == bindparam("kind", type_=Word(StoryKind)))
    if shape.language is not None:
        asked.append(func.coalesce(StoryVersion.title[shape.language].as_string(), "") != "")
    read = select(StoryVersion.id).where(StoryVersion.id == story.published_version_id, *asked)
    return [exists(read.correlate(story))] if asked else []
