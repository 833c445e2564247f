"""What the operations on stories share."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from advocacy.accounts.access import Actor
from advocacy.foundation.errors import Missing
from advocacy.foundation.guards import require, require_visible
from advocacy.programmes.models import Programme, Topic
from advocacy.stories import queries
from advocacy.stories.access import can_edit_story, can_read_story
from advocacy.stories.models import Story

bp = Blueprint("api_stories", __name__)


def editable_story(actor: Actor, public_id: str) -> Story:
    """A story this editor may change: 404 for one they may not even read, 403 for one they may only read."""
    story = queries.get_story(public_id)
    require_visible(can_read_story(actor, story))
    require(can_edit_story(actor, story))
    return story


def named(things: Any, public_id: str | None) -> Any:
    """The one of these with this name, None when no name is asked for; Missing for a name that is none of theirs."""
    if not public_id:
        return None
    found: Programme | Topic | None = next((each for each in things if each.public_id == public_id), None)
    if found is None:
        raise Missing
    return found
