"""What somebody chooses for their own eyes: topics to follow, and stories that are not for them. Nobody else sees any of it."""

from __future__ import annotations

from flask import redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import Actor
from advocacy.foundation.database import db
from advocacy.foundation.guards import SIGNED_IN, acting, allow, require_visible, safe_path
from advocacy.foundation.i18n import current_locale
from advocacy.foundation.pages import page, wants_fragment
from advocacy.library import queries, services
from advocacy.library.cards import feed_cards
from advocacy.library.views.blueprint import PUT_AWAY_STORY, bp
from advocacy.programmes.models import Topic
from advocacy.stories.access import can_read_story
from advocacy.stories.models import Story
from advocacy.stories.queries import LibraryEntry, get_story, readable_programmes


@bp.get("/following")
@allow(SIGNED_IN)
def following() -> ResponseReturnValue:
    """The topics one may follow, those one does, and the stories one has put away."""
    actor: Actor = acting()
    return page(
        "library/following.html",
        programmes=readable_programmes(actor),
        followed=queries.followed_topics(actor.person.id),
        put_away=queries.put_away_stories(actor),
    )


@bp.post("/topics/<public_id>/follow")
@allow(SIGNED_IN)
def follow(public_id: str) -> ResponseReturnValue:
    """More of this topic from now on."""
    actor: Actor = acting()
    services.follow_topic(_topic(actor, public_id), actor)
    db.session.commit()
    return _back("library.following")


@bp.post("/topics/<public_id>/unfollow")
@allow(SIGNED_IN)
def unfollow(public_id: str) -> ResponseReturnValue:
    """As before following it."""
    actor: Actor = acting()
    services.unfollow_topic(_topic(actor, public_id), actor)
    db.session.commit()
    return _back("library.following")


@bp.post("/stories/<public_id>/put-away")
@allow(SIGNED_IN)
def put_away(public_id: str) -> ResponseReturnValue:
    """Not for me. With htmx the card turns into a line with "Undo"; without, the page says so and offers the same."""
    actor: Actor = acting()
    story = _story(actor, public_id)
    services.put_away_story(story, actor)
    db.session.commit()
    if wants_fragment():
        return page("library/_put_away.html", story=story)
    session[PUT_AWAY_STORY] = story.public_id
    return _back("library.feed")


@bp.post("/stories/<public_id>/bring-back")
@allow(SIGNED_IN)
def bring_back(public_id: str) -> ResponseReturnValue:
    """Undo: the story is offered again, and nothing was learned from it."""
    actor: Actor = acting()
    story = _story(actor, public_id)
    services.bring_back_story(story, actor)
    db.session.commit()
    if wants_fragment() and story.published_version is not None:
        return page("library/_brought_back.html", card=_card(story))
    return _back("library.following")


def _story(actor: Actor, public_id: str) -> Story:
    story = get_story(public_id)
    require_visible(can_read_story(actor, story))
    return story


def _topic(actor: Actor, public_id: str) -> Topic:
    topic = queries.find_topic_to_follow(actor, public_id)
    require_visible(topic is not None)
    assert topic is not None
    return topic


def _card(story: Story) -> str:
    version = story.published_version
    assert version is not None
    entry = LibraryEntry(story.public_id, version.id, version.public_id, version.topic_id)
    return feed_cards([entry], current_locale(), {topic.id: topic.text for topic in story.programme.topics})[0]


def _back(otherwise: str) -> ResponseReturnValue:
    """To the page the button stood on, which it names itself; never to another host (attack row R01)."""
    asked = request.form.get("next")
    return redirect(safe_path(asked) if asked else url_for(otherwise), 303)
