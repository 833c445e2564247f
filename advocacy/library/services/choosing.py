"""What somebody chooses in the library for their own eyes: topics to follow, and stories that are not for them.

Pressing twice is the same as pressing once. The trail says so to the person alone.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CursorResult, delete
from sqlalchemy.dialects import postgresql, sqlite

from advocacy.accounts.access import Actor
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.history import services as history
from advocacy.library.models import FollowedTopic, PutAwayStory
from advocacy.programmes.models import Topic
from advocacy.stories.models import Story


def follow_topic(topic: Topic, actor: Actor) -> None:
    """More of this topic for this person from now on."""
    if _added(FollowedTopic, {"person_id": actor.person.id, "topic_id": topic.id}, followed_at=clock.now()):
        history.record("library.topic.followed", topic, by=actor.person.id, is_private=True)


def unfollow_topic(topic: Topic, actor: Actor) -> None:
    """As before following it."""
    mine = delete(FollowedTopic).where(FollowedTopic.person_id == actor.person.id, FollowedTopic.topic_id == topic.id)
    if _count(mine):
        history.record("library.topic.unfollowed", topic, by=actor.person.id, is_private=True)


def put_away_story(story: Story, actor: Actor) -> None:
    """Not for me: it is not offered to this person again, and its topics come up a little less often."""
    if _added(PutAwayStory, {"person_id": actor.person.id, "story_id": story.id}, put_away_at=clock.now()):
        history.record("library.story.put_away", story, by=actor.person.id, is_private=True)


def bring_back_story(story: Story, actor: Actor) -> None:
    """Undoes ``put_away_story``, and what it taught."""
    mine = delete(PutAwayStory).where(PutAwayStory.person_id == actor.person.id, PutAwayStory.story_id == story.id)
    if _count(mine):
        history.record("library.story.brought_back", story, by=actor.person.id, is_private=True)


def forget_reader(person_id: int) -> None:
    """Removes everything somebody has chosen in the library."""
    db.session.execute(delete(FollowedTopic).where(FollowedTopic.person_id == person_id))
    db.session.execute(delete(PutAwayStory).where(PutAwayStory.person_id == person_id))


def _added(model: type[FollowedTopic] | type[PutAwayStory], key: dict[str, int], **rest: Any) -> bool:
    """Adds a row; False when it was there already, even if it came this very moment from another window."""
    insert = sqlite.insert if db.session.get_bind().dialect.name == "sqlite" else postgresql.insert
    statement = insert(model).values(**key, **rest).on_conflict_do_nothing(index_elements=list(key))
    return db.session.scalar(statement.returning(model.id)) is not None


def _count(statement: Any) -> int:
    result = db.session.execute(statement)
    assert isinstance(result, CursorResult)
    return result.rowcount
