"""The library in the JSON API: found, offered, followed and put away by the same queries and services as the pages.

What somebody follows and has put away is told to that person's own token only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask import Blueprint

from advocacy.accounts.access import Actor
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.foundation.guards import SIGNED_IN, acting, require_visible
from advocacy.foundation.operations import operation
from advocacy.foundation.text import clean_line
from advocacy.library import queries, services
from advocacy.library.queries import Filters
from advocacy.library.reasons import sentence_of
from advocacy.library.schemas import (
    ForYouAnswer,
    FoundStoriesAnswer,
    FoundStoryAnswer,
    LibraryAsked,
    OfferAnswer,
    PutAwayAnswer,
    TopicAnswer,
    TopicsAnswer,
)
from advocacy.library.search import question_of
from advocacy.programmes.models import Programme, Topic
from advocacy.stories.access import can_read_story
from advocacy.stories.models import Story, StoryKind, StoryVersion
from advocacy.stories.queries import LibraryEntry, get_story, readable_programmes, versions_for_cards

bp = Blueprint("api_library", __name__)


@operation(bp, "GET", "/library", who=SIGNED_IN, scope="stories:read")
def find_stories(query: LibraryAsked) -> FoundStoriesAnswer:
    """What this person may read: filtered, searched, twenty at a time."""
    actor: Actor = acting()
    programmes = readable_programmes(actor)
    words = clean_line(query.q)
    filters = Filters(
        programme=_named(programmes, query.programme),
        topic=_named([topic for each in programmes for topic in each.topics], query.topic),
        kind=StoryKind(query.kind) if query.kind else None,
        network=query.network,
        language=query.language,
        words=words,
        question=question_of(words),
    )
    found = queries.stories_found(actor, filters, page=query.page, among=programmes)
    return FoundStoriesAnswer(
        stories=_told(found.entries), total=found.total, is_counted=found.is_counted, page=found.page, has_next=found.has_next
    )


@operation(bp, "GET", "/library/for-you", who=SIGNED_IN, scope="stories:read")
def for_you() -> ForYouAnswer:
    """Three stories for this person this week, and why each of them."""
    actor: Actor = acting()
    programmes = readable_programmes(actor)
    topics = {topic.id: topic.text for programme in programmes for topic in programme.topics}
    offers = queries.for_you_this_week(actor, programmes)
    stories = _told([offer.entry for offer in offers])
    year, week, _day = clock.today().isocalendar()
    told = [
        OfferAnswer(story=story, reason=offer.reason.value, why=sentence_of(offer, topics))
        for offer, story in zip(offers, stories, strict=True)
    ]
    return ForYouAnswer(week=f"{year}-W{week:02}", stories=told)


@operation(bp, "GET", "/library/topics", who=SIGNED_IN, scope="stories:read")
def list_topics() -> TopicsAnswer:
    """The topics this person may follow, and those they do."""
    actor: Actor = acting()
    followed = queries.followed_topics(actor.person.id)
    topics = [topic for programme in readable_programmes(actor) for topic in programme.topics]
    return TopicsAnswer(topics=[_topic_told(topic, is_followed=topic.id in followed) for topic in topics])


@operation(bp, "POST", "/library/topics/<public_id>/follow", who=SIGNED_IN, scope="library:write")
def follow_topic(public_id: str) -> TopicAnswer:
    """More of this topic from now on."""
    actor: Actor = acting()
    topic = _topic(actor, public_id)
    services.follow_topic(topic, actor)
    db.session.commit()
    return _topic_told(topic, is_followed=True)


@operation(bp, "POST", "/library/topics/<public_id>/unfollow", who=SIGNED_IN, scope="library:write")
def unfollow_topic(public_id: str) -> TopicAnswer:
    """As before following it."""
    actor: Actor = acting()
    topic = _topic(actor, public_id)
    services.unfollow_topic(topic, actor)
    db.session.commit()
    return _topic_told(topic, is_followed=False)


@operation(bp, "POST", "/library/stories/<public_id>/put-away", who=SIGNED_IN, scope="library:write")
def put_away_story(public_id: str) -> PutAwayAnswer:
    """Not for this person: it is not offered to them again."""
    actor: Actor = acting()
    services.put_away_story(_story(actor, public_id), actor)
    db.session.commit()
    return PutAwayAnswer(id=public_id, is_put_away=True)


@operation(bp, "POST", "/library/stories/<public_id>/bring-back", who=SIGNED_IN, scope="library:write")
def bring_back_story(public_id: str) -> PutAwayAnswer:
    """Undoes putting a story away."""
    actor: Actor = acting()
    services.bring_back_story(_story(actor, public_id), actor)
    db.session.commit()
    return PutAwayAnswer(id=public_id, is_put_away=False)


def _named(things: Iterable[Any], public_id: str | None) -> Any:
    """The one with this name; None when no name is asked for, Missing for a name that is none of theirs."""
    if not public_id:
        return None
    found: Programme | Topic | None = next((each for each in things if each.public_id == public_id), None)
    if found is None:
        raise Missing
    return found


def _story(actor: Actor, public_id: str) -> Story:
    story = get_story(public_id)
    require_visible(can_read_story(actor, story))
    return story


def _topic(actor: Actor, public_id: str) -> Topic:
    topic = queries.find_topic_to_follow(actor, public_id)
    if topic is None:
        raise Missing
    return topic


def _topic_told(topic: Topic, *, is_followed: bool) -> TopicAnswer:
    return TopicAnswer(id=topic.public_id, programme=topic.programme.public_id, text=topic.text, is_followed=is_followed)


def _told(entries: Sequence[LibraryEntry]) -> list[FoundStoryAnswer]:
    versions = {version.id: version for version in versions_for_cards([entry.version_id for entry in entries])}
    return [_line(versions[entry.version_id]) for entry in entries]


def _line(version: StoryVersion) -> FoundStoryAnswer:
    story = version.story
    return FoundStoryAnswer(
        id=story.public_id,
        programme=story.programme.public_id,
        kind=version.kind.value,
        title=version.title,
        gain=version.gain,
        topics=[topic.public_id for topic in version.topics],
        address=version.address,
        published_at=story.published_at,
        expires_on=story.expires_on,
        is_internal=version.is_internal,
    )
