"""The library, and the page of one story."""

from __future__ import annotations

from collections.abc import Sequence

from flask import request
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import Actor
from advocacy.foundation.errors import Missing
from advocacy.foundation.guards import SIGNED_IN, acting, allow, require_visible
from advocacy.foundation.i18n import current_locale
from advocacy.foundation.pages import onward, page
from advocacy.programmes.models import Programme, Topic
from advocacy.stories import queries
from advocacy.stories.access import can_edit_story, can_read_story, is_shareable
from advocacy.stories.cards import feed_cards
from advocacy.stories.views.blueprint import bp, page_number


@bp.get("/")
@allow(SIGNED_IN)
def feed() -> ResponseReturnValue:
    """The library: what this person may share today, newest first, twenty cards a page."""
    actor: Actor = acting()
    programmes = queries.readable_programmes(actor)
    topics = {topic.id: topic.text for programme in programmes for topic in programme.topics}
    programme, topic = _chosen(programmes)
    library = queries.library_for(actor, programme=programme, topic=topic, page=page_number(), among=programmes)
    return page(
        "stories/feed.html",
        library=library,
        cards=feed_cards(library.entries, current_locale(), topics),
        programmes=programmes,
        programme=programme,
        topic=topic,
        shown=[programme] if programme else programmes,
        filters={"programme": programme.public_id if programme else None, "topic": topic.public_id if topic else None},
    )


@bp.get("/<public_id>")
@allow(SIGNED_IN)
def show(public_id: str) -> ResponseReturnValue:
    """One story to read. Editors of one that is not in the library yet are taken to where it is being worked on."""
    actor: Actor = acting()
    story = queries.get_story(public_id)
    require_visible(can_read_story(actor, story))
    if story.published_version is None:
        return onward("stories.review", public_id=public_id)
    version = story.published_version
    language = _asked_language(version.languages) or version.language_for(current_locale())
    is_editor = can_edit_story(actor, story)
    return page(
        "stories/show.html",
        story=story,
        version=version,
        language=language,
        is_live=is_shareable(story),
        is_editor=is_editor,
        has_newer=is_editor and story.latest is not version,
    )


def _chosen(programmes: Sequence[Programme]) -> tuple[Programme | None, Topic | None]:
    """What the address asks for, among what this person may read; anything else is not there."""
    asked_programme, asked_topic = request.args.get("programme"), request.args.get("topic")
    programme = next((each for each in programmes if each.public_id == asked_programme), None)
    offered = programme.topics if programme else [topic for each in programmes for topic in each.topics]
    topic = next((each for each in offered if each.public_id == asked_topic), None)
    if (asked_programme and programme is None) or (asked_topic and topic is None):
        raise Missing
    return programme, topic


def _asked_language(languages: tuple[str, ...]) -> str | None:
    asked = request.args.get("language")
    return asked if asked in languages else None
