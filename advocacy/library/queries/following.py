"""What somebody follows and has put away: asked for their own eyes only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from advocacy.accounts.access import Actor
from advocacy.foundation import clock
from advocacy.foundation.database import db
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


def put_away_topics(person_id: int) -> Counter[int]:
    """How many stories somebody has put away lately, by the number of their first topic."""
    columns = select(StoryVersion.topic_id).join(Story, Story.published_version_id == StoryVersion.id)
    mine = columns.join(PutAwayStory, PutAwayStory.story_id == Story.id).where(
        PutAwayStory.person_id == person_id, PutAwayStory.put_away_at >= clock.now() - TAUGHT_FOR, StoryVersion.topic_id.is_not(None)
    )
    return Counter(number for number in db.session.scalars(mine) if number is not None)
