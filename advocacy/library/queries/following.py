"""What somebody follows and has put away: asked for their own eyes only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import CompoundSelect, Integer, bindparam, literal, select, union_all
from sqlalchemy.orm import joinedload

from advocacy.accounts.access import Actor
from advocacy.foundation import clock
from advocacy.foundation.database import Moment, db
from advocacy.library.models import FollowedTopic, PutAwayStory
from advocacy.programmes.models import Topic
from advocacy.stories.access import can_read_story
from advocacy.stories.models import Story, StoryVersion
from advocacy.stories.queries import readable_programmes

#: How long a story that was put away still teaches.
TAUGHT_FOR = timedelta(days=90)
MOST_SHOWN = 50


def followed_topics(person_id: int) -> frozenset[int]:
    """The numbers of the topics somebody follows."""
    return frozenset(db.session.scalars(select(FollowedTopic.topic_id).where(FollowedTopic.person_id == person_id)))


def find_topic_to_follow(actor: Actor, public_id: str) -> Topic | None:
    """A topic of a programme this person may read; anybody else's is as good as none."""
    topics = (topic for programme in readable_programmes(actor) for topic in programme.topics)
    return next((topic for topic in topics if topic.public_id == public_id), None)


def put_away_stories(actor: Actor) -> Sequence[Story]:
    """What somebody has put away and may still read, the latest first; at most ``MOST_SHOWN``."""
    version = joinedload(PutAwayStory.story).joinedload(Story.published_version)
    programme = joinedload(PutAwayStory.story).joinedload(Story.programme)
    statement = select(PutAwayStory).where(PutAwayStory.person_id == actor.person.id).options(version, programme)
    rows = db.session.scalars(statement.order_by(PutAwayStory.put_away_at.desc(), PutAwayStory.id.desc()).limit(MOST_SHOWN))
    return [row.story for row in rows if can_read_story(actor, row.story)]


def topics_of(person_id: int) -> tuple[frozenset[int], Counter[int]]:
    """In one question: the topics somebody follows, and how many stories of each first topic they have put away lately."""
    rows = db.session.execute(_topics_of(), {"person": person_id, "since": clock.now() - TAUGHT_FOR}).all()
    put_away = Counter(number for is_followed, number in rows if not is_followed and number is not None)
    return frozenset(number for is_followed, number in rows if is_followed), put_away


@lru_cache(maxsize=1)
def _topics_of() -> CompoundSelect[Any]:
    person, since = bindparam("person", type_=Integer), bindparam("since", type_=Moment())
    followed = select(literal(True), FollowedTopic.topic_id).where(FollowedTopic.person_id == person)
    stories = select(literal(False), StoryVersion.topic_id).join(Story, Story.published_version_id == StoryVersion.id)
    mine = stories.join(PutAwayStory, PutAwayStory.story_id == Story.id).where(PutAwayStory.person_id == person)
    return union_all(followed, mine.where(PutAwayStory.put_away_at >= since))
