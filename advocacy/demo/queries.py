"""What the demo's own pages read."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.stories.models import Story, StoryVersion


def get_version_at(slug: str) -> StoryVersion:
    """The published version whose address ends in this word; raises Missing."""
    statement = (
        select(StoryVersion)
        .join(Story, Story.published_version_id == StoryVersion.id)
        .where(StoryVersion.address.endswith(f"/bredfjord/{slug}", autoescape=True), Story.retired_at.is_(None))
        .options(joinedload(StoryVersion.picture), joinedload(StoryVersion.author))
    )
    version = db.session.scalar(statement.limit(1))
    if version is None:
        raise Missing
    return version
