"""Stories read: the library, the lists of the desk, one story, and all of it to take along."""

from __future__ import annotations

from flask import Response

from advocacy.accounts.access import EDITORS, Actor
from advocacy.accounts.models import Role
from advocacy.foundation.errors import Forbidden
from advocacy.foundation.guards import SIGNED_IN, acting, allow, require, require_visible
from advocacy.foundation.operations import operation
from advocacy.stories import queries
from advocacy.stories.access import can_read_story
from advocacy.stories.api.answering import story_answer, story_line
from advocacy.stories.api.blueprint import bp, editable_story, named
from advocacy.stories.archiving import zip_answer
from advocacy.stories.queries import DeskList
from advocacy.stories.schemas import StoriesAnswer, StoriesAsked, StoryAnswer

READ = "stories:read"


@operation(bp, "GET", "/stories", who=SIGNED_IN, scope="stories:read")
def list_stories(query: StoriesAsked) -> StoriesAnswer:
    """The library, newest first; for editors also the lists of the desk."""
    actor: Actor = acting()
    if query.status != "library":
        return _desk_page(actor, DeskList(query.status), query.page)
    programmes = queries.readable_programmes(actor)
    programme = named(programmes, query.programme)
    topic = named([topic for each in programmes for topic in each.topics], query.topic)
    found = queries.library_for(actor, programme=programme, topic=topic, page=query.page, among=programmes)
    versions = {version.id: version for version in queries.versions_for_cards([entry.version_id for entry in found.entries])}
    return StoriesAnswer(
        stories=[story_line(versions[entry.version_id]) for entry in found.entries],
        total=found.total,
        page=found.page,
        page_count=found.page_count,
    )


@operation(bp, "GET", "/stories/<public_id>", who=SIGNED_IN, scope="stories:read")
def get_story(public_id: str) -> StoryAnswer:
    """One story: what readers see, or for its editors the newest version."""
    actor: Actor = acting()
    story = queries.get_story(public_id)
    require_visible(can_read_story(actor, story))
    return story_answer(story, actor)


@bp.get("/stories/<public_id>/archive")
@allow(EDITORS)
def archive(public_id: str) -> Response:
    """Everything there is of a story as one ZIP file, for the records system."""
    actor: Actor = acting()
    require(READ in actor.scopes, f"This token does not carry {READ}.")
    return zip_answer(editable_story(actor, public_id))


def _desk_page(actor: Actor, which: DeskList, number: int) -> StoriesAnswer:
    if not actor.holds(Role.EDITOR):
        raise Forbidden
    found = queries.desk_list(actor, which, page=number)
    return StoriesAnswer(
        stories=[story_line(version) for version in found.versions], total=found.total, page=found.page, page_count=found.page_count
    )
