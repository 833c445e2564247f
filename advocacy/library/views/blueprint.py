"""The one blueprint of the library, and what its templates may use."""

from __future__ import annotations

from flask import Blueprint

from advocacy.library.reasons import sentence_of

bp = Blueprint("library", __name__, url_prefix="/library")

#: In the session: the story that was put away just now, for the page that follows to offer to undo it.
PUT_AWAY_STORY = "put_away_story"


@bp.context_processor
def words() -> dict[str, object]:
    """Why a story is for somebody, in a sentence."""
    return {"sentence_of": sentence_of}
