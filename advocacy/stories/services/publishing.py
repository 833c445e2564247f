"""From approval to the readers: at once, or at the moment the editors have chosen."""

from __future__ import annotations

from advocacy.accounts.access import Actor
from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db
from advocacy.stories import events
from advocacy.stories.models import Story, StoryVersion, VersionStatus
from advocacy.stories.queries import find_version, locked_story
from advocacy.stories.services.pictures import open_pictures

BEGIN_SHOWING = "stories.begin_showing"


def publish_version(story: Story, version: StoryVersion, actor: Actor) -> None:
    """An approved version becomes the one people read.

    A story that is not in the library yet is hidden until the moment its version names. Of a story that is, readers go on seeing the
    version before until then, and a job lets the new one take its place: nothing ever disappears because something better is coming.
    """
    now = clock.now()
    version.status, version.approved_at, version.approved_by_id = VersionStatus.APPROVED, now, actor.person.id
    is_early = version.visible_from is not None and version.visible_from > now
    if is_early:
        jobs.ask_for(
            BEGIN_SHOWING, unique_key=f"{BEGIN_SHOWING}:{version.public_id}", due_at=version.visible_from, version=version.public_id
        )
    if not (is_early and story.is_live_at(now)):
        _let_read(story, version)


def begin_showing(public_id: str) -> None:
    """What was approved for this moment is read from now on; nothing happens to what was overtaken, paused or taken out."""
    found = find_version(public_id)
    if found is None:
        return
    story = locked_story(found.story)
    version = next(each for each in story.versions if each.public_id == public_id)
    published = story.published_version
    if published is version:
        open_pictures(version.picture)
    elif version.status is VersionStatus.APPROVED and published is not None and published.number < version.number:
        _let_read(story, version)
        events.story_published.announce(story=story)
    elif version.status is VersionStatus.APPROVED:
        version.status = VersionStatus.REPLACED


def _let_read(story: Story, version: StoryVersion) -> None:
    now = clock.now()
    before, was_live = story.published_version, story.is_live_at(now)
    if before is not None and before is not version:
        before.status = VersionStatus.REPLACED
    story.published_version, story.expires_on = version, version.expires_on
    story.is_targeted = bool(version.units or version.role_rows)
    if not was_live:  # A new version of a story that is there does not make it a new story.
        story.published_at = max(now, version.visible_from or now)
    db.session.flush()
    open_pictures(version.picture, before.picture if before else None)
