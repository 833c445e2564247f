"""Whether the search knows what the stories say: every story in the library has an entry that names its present words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import select

from advocacy.foundation.database import db
from advocacy.library.models import SearchEntry
from advocacy.library.search import search_index
from advocacy.library.search.words import RULES
from advocacy.programmes.models import Topic
from advocacy.stories.models import Story, StoryVersion, story_version_topic


@dataclass(frozen=True)
class Unlike:
    """Where index and library differ: stories whose present words are missing, and entries of stories that are not there any more."""

    missing: frozenset[int]
    foreign: frozenset[int]

    def __bool__(self) -> bool:
        return bool(self.missing or self.foreign)


def fingerprint(version: str, topics: Iterable[Mapping[str, str]]) -> str:
    """Says what is indexed of a story. A version never changes once approved, but the words of its topics may."""
    told = "\n".join([str(RULES), version, *sorted(repr(sorted(topic.items())) for topic in topics)])
    return sha256(told.encode()).hexdigest()


def unlike_their_entry() -> Unlike:
    """Compares the whole index with the whole library, without reading the stories' texts."""
    wanted = _wanted()
    entries = {row.story_id: row.fingerprint for row in db.session.execute(select(SearchEntry.story_id, SearchEntry.fingerprint))}
    indexed = search_index().numbers()
    missing = {number for number, mark in wanted.items() if entries.get(number) != mark or number not in indexed}
    return Unlike(frozenset(missing), frozenset((indexed | entries.keys()) - wanted.keys()))


def _wanted() -> dict[int, str]:
    """The fingerprint each story should have; those that wait, rest or are over keep theirs, for they may come back."""
    topics = {row.id: row.text for row in db.session.execute(select(Topic.id, Topic.text))}
    further: defaultdict[int, list[int]] = defaultdict(list)
    for row in db.session.execute(select(story_version_topic.c.version_id, story_version_topic.c.topic_id)):
        further[row.version_id].append(row.topic_id)
    columns = select(Story.id, StoryVersion.id, StoryVersion.public_id, StoryVersion.topic_id)
    statement = columns.join(StoryVersion, StoryVersion.id == Story.published_version_id).where(Story.retired_at.is_(None))
    return {
        story: fingerprint(name, [topics[each] for each in [first, *further[version]] if each in topics])
        for story, version, name, first in db.session.execute(statement)
    }
