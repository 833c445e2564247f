"""A story's way through the review, into the library, out of sight and back, by program."""

from __future__ import annotations

from advocacy.accounts.access import EDITORS, Actor
from advocacy.foundation.database import db
from advocacy.foundation.guards import acting
from advocacy.foundation.operations import operation
from advocacy.stories import services
from advocacy.stories.api.answering import story_answer
from advocacy.stories.api.blueprint import bp, editable_story
from advocacy.stories.schemas import ApproveSent, PauseSent, RestoreSent, SendBackSent, StoryAnswer


@operation(bp, "POST", "/stories/<public_id>/submit", who=EDITORS, scope="stories:write")
def submit_story(public_id: str) -> StoryAnswer:
    """Asks for a second pair of eyes; 422 names everything that is missing."""
    actor: Actor = acting()
    story = editable_story(actor, public_id)
    services.submit_story(story, actor)
    db.session.commit()
    return story_answer(story, actor)


@operation(bp, "POST", "/stories/<public_id>/approve", who=EDITORS, scope="stories:write")
def approve_story(public_id: str, body: ApproveSent) -> StoryAnswer:
    """The version that waits becomes the one people read; never one's own."""
    actor: Actor = acting()
    story = editable_story(actor, public_id)
    services.approve_story(story, actor, edit_count=body.edit_count, is_politics_accepted=body.accepts_politics)
    db.session.commit()
    return story_answer(story, actor)


@operation(bp, "POST", "/stories/<public_id>/send-back", who=EDITORS, scope="stories:write")
def send_back_story(public_id: str, body: SendBackSent) -> StoryAnswer:
    """The version goes back to its writers with a note."""
    actor: Actor = acting()
    story = editable_story(actor, public_id)
    services.send_back_story(story, actor, note=body.note, edit_count=body.edit_count)
    db.session.commit()
    return story_answer(story, actor)


@operation(bp, "POST", "/stories/<public_id>/retire", who=EDITORS, scope="stories:write")
def retire_story(public_id: str) -> StoryAnswer:
    """Takes a story out of the library for good."""
    actor: Actor = acting()
    story = editable_story(actor, public_id)
    services.retire_story(story, actor)
    db.session.commit()
    return story_answer(story, actor)


@operation(bp, "POST", "/stories/<public_id>/pause", who=EDITORS, scope="stories:write")
def pause_story(public_id: str, body: PauseSent) -> StoryAnswer:
    """Hides a story for the time being; its links lead to a page that says so."""
    actor: Actor = acting()
    story = editable_story(actor, public_id)
    services.pause_story(story, body.reason, actor)
    db.session.commit()
    return story_answer(story, actor)


@operation(bp, "POST", "/stories/<public_id>/resume", who=EDITORS, scope="stories:write")
def resume_story(public_id: str) -> StoryAnswer:
    """Ends a pause."""
    actor: Actor = acting()
    story = editable_story(actor, public_id)
    services.resume_story(story, actor)
    db.session.commit()
    return story_answer(story, actor)


@operation(bp, "POST", "/stories/<public_id>/restore", who=EDITORS, scope="stories:write")
def restore_story(public_id: str, body: RestoreSent) -> StoryAnswer:
    """Brings back as a draft what was taken out, or what an older version says."""
    actor: Actor = acting()
    story = editable_story(actor, public_id)
    if body.number is None:
        services.restore_story(story, actor)
    else:
        services.restore_version(story, body.number, actor)
    db.session.commit()
    return story_answer(story, actor)
