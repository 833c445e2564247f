"""Bringing back what was put aside: a story that was taken out, or what an older version said. Both come back as drafts."""

from __future__ import annotations

from typing import Any

from advocacy.accounts.access import Actor
from advocacy.accounts.models import Role
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing, Refusal
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.history import services as history
from advocacy.stories.models import Story, StoryVersion, VersionStatus
from advocacy.stories.queries import locked_story
from advocacy.stories.services.writing import begin_version_from, check_in_use, lay_aside

_UNFINISHED = (VersionStatus.DRAFT, VersionStatus.IN_REVIEW)


def restore_story(story: Story, actor: Actor) -> StoryVersion:
    """A story that was taken out is worked on again: readers see it once another editor has approved it anew."""
    fresh = locked_story(story)
    if fresh.retired_at is None:
        raise Refusal(_("This story has not been taken out."))
    published, latest = fresh.published_version, fresh.latest
    fresh.retired_at = fresh.published_version = fresh.published_at = None
    fresh.paused_at = fresh.paused_reason = None
    if published is not None:
        published.status = VersionStatus.REPLACED
    db.session.flush()
    if latest.status not in _UNFINISHED:
        latest = begin_version_from(fresh, latest, actor)
    _record("stories.story.restored", latest, actor)
    return latest


def restore_version(story: Story, number: int, actor: Actor) -> StoryVersion:
    """What an older version says becomes a new draft; a draft that stands there is laid aside and can be restored in its turn."""
    fresh = locked_story(story)
    check_in_use(fresh)
    older = next((each for each in fresh.versions if each.number == number), None)
    if older is None:
        raise Missing
    if older is fresh.latest:
        raise Refusal(_("This is the newest version already."))
    if fresh.latest.status in _UNFINISHED:
        lay_aside(fresh.latest)
    version = begin_version_from(fresh, older, actor)
    _record("stories.story.version_restored", version, actor, older=number)
    return version


def _record(deed: str, version: StoryVersion, actor: Actor, **facts: Any) -> None:
    history.record(deed, version.story, by=actor.person.id, role=actor.role_word(Role.EDITOR), version=version.number, **facts)
