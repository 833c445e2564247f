"""Stories by the day on which readers see them first, for the calendar and for telling where nothing is planned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from advocacy.foundation.database import db
from advocacy.programmes.models import Programme
from advocacy.stories.models import Story, StoryVersion, VersionStatus


@dataclass(frozen=True)
class DatedStory:
    """A version and the moment from which readers see it, or are meant to."""

    version: StoryVersion
    at: datetime
    #: False for a draft, or one in review, whose editors have named a moment already.
    is_approved: bool

    @property
    def story(self) -> Story:
        return self.version.story


def stories_between(programmes: Programme | Iterable[Programme], start: datetime, end: datetime) -> Sequence[DatedStory]:
    """What becomes or became visible from ``start`` up to, not including, ``end``; the earliest first, without what was taken out.

    Of each story that is the version people read (or will, once its embargo is over) at the moment it came into the library, and any
    newer version that names a moment of its own. When stories leave the library is in ``story.expires_on``.
    """
    numbers = [programmes.id] if isinstance(programmes, Programme) else [each.id for each in programmes]
    newer = aliased(StoryVersion)
    published = select(newer.number).where(newer.id == Story.published_version_id).correlate(Story).scalar_subquery()
    is_read = and_(StoryVersion.id == Story.published_version_id, Story.published_at >= start, Story.published_at < end)
    is_planned = and_(
        StoryVersion.visible_from >= start,
        StoryVersion.visible_from < end,
        StoryVersion.status != VersionStatus.REPLACED,
        StoryVersion.number > func.coalesce(published, 0),
    )
    found = (
        select(StoryVersion)
        .join(Story, Story.id == StoryVersion.story_id)
        .where(Story.programme_id.in_(numbers), Story.retired_at.is_(None), or_(is_read, is_planned))
        .options(contains_eager(StoryVersion.story).joinedload(Story.programme), joinedload(StoryVersion.topic))
    )
    dated = [_dated(version) for version in db.session.scalars(found)]
    return sorted(dated, key=lambda each: (each.at, each.version.id))


def _dated(version: StoryVersion) -> DatedStory:
    story = version.story
    is_read = version.id == story.published_version_id
    at = story.published_at if is_read else version.visible_from
    assert at is not None  # The query asks for nothing else.
    return DatedStory(version, at, version.status is VersionStatus.APPROVED)
