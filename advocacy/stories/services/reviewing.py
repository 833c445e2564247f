"""How a story comes into the library and out of it: sent to review, approved by a second editor or sent back, retired."""

from __future__ import annotations

from advocacy.accounts.access import Actor
from advocacy.accounts.models import Role
from advocacy.files import services as files
from advocacy.files.models import Picture
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import Forbidden, InvalidInput, Refusal
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.text import clean
from advocacy.history import services as history
from advocacy.organisation.queries import get_organisation
from advocacy.stories import events
from advocacy.stories.access import why_not_review
from advocacy.stories.gates import missing_of
from advocacy.stories.models import ReviewReturn, Story, StoryVersion, VersionStatus
from advocacy.stories.queries import last_day_of_picture, locked_story
from advocacy.stories.services.writing import check_in_use

LONGEST_NOTE = 2000


def submit_story(story: Story, actor: Actor) -> StoryVersion:
    """Asks for a second pair of eyes; raises InvalidInput naming every gate that is shut."""
    fresh = locked_story(story)
    check_in_use(fresh)
    version = fresh.latest
    if version.status is not VersionStatus.DRAFT:
        raise Refusal(_("There is nothing new to send to review."))
    missing = missing_of(version, get_organisation(), today=clock.today())
    if missing:
        raise InvalidInput(missing)
    version.status, version.submitted_at, version.submitted_by_id = VersionStatus.IN_REVIEW, clock.now(), actor.person.id
    _record("stories.story.submitted", version, actor)
    return version


def approve_story(story: Story, actor: Actor, *, edit_count: int) -> StoryVersion:
    """The version that waits becomes the one people read. ``edit_count`` says which state the reviewer has read.

    Nobody approves what they have written or sent to review themselves: Forbidden (attack row Z11).
    """
    fresh = locked_story(story)
    version = _version_to_review(fresh, actor, edit_count)
    if missing_of(version, get_organisation(), today=clock.today()):
        raise Refusal(_("Something the story needs is missing by now, so it cannot be approved. Send it back and say so."))
    before, was_live = fresh.published_version, fresh.is_live_on(clock.today())
    version.status, version.approved_at, version.approved_by_id = VersionStatus.APPROVED, clock.now(), actor.person.id
    if before is not None:
        before.status = VersionStatus.REPLACED
    fresh.published_version, fresh.expires_on = version, version.expires_on
    if not was_live:
        fresh.published_at = clock.now()  # A new version of a story that is there does not make it a new story.
    db.session.flush()
    _open_pictures(version.picture, before.picture if before else None)
    _record("stories.story.approved", version, actor)
    events.story_published.announce(story=fresh)
    return version


def send_back_story(story: Story, actor: Actor, *, note: str, edit_count: int) -> StoryVersion:
    """The version goes back to its writers with the reviewer's reason, which is kept and shown."""
    version = _version_to_review(locked_story(story), actor, edit_count)
    note = clean(note)
    if not note:
        raise InvalidInput({"note": _("Write what should be different, so that it can be.")})
    if len(note) > LONGEST_NOTE:
        raise InvalidInput({"note": _("At most %(max)d characters, please.", max=LONGEST_NOTE)})
    db.session.add(ReviewReturn(version=version, by_id=actor.person.id, at=clock.now(), note=note))
    version.status = VersionStatus.DRAFT
    version.submitted_at = version.submitted_by_id = None
    db.session.flush()
    _record("stories.story.sent_back", version, actor)
    return version


def retire_story(story: Story, actor: Actor) -> Story:
    """Takes a story out for good: readers no longer see it, and its links say so."""
    fresh = locked_story(story)
    if fresh.retired_at is not None:
        raise Refusal(_("This story has been taken out already."))
    fresh.retired_at = clock.now()
    db.session.flush()
    _open_pictures(fresh.published_version.picture if fresh.published_version else None)
    history.record("stories.story.retired", fresh, by=actor.person.id, role=actor.role_word(Role.EDITOR))
    events.story_retired.announce(story=fresh)
    return fresh


def _version_to_review(story: Story, actor: Actor, edit_count: int) -> StoryVersion:
    check_in_use(story)
    version = story.latest
    if version.status is not VersionStatus.IN_REVIEW:
        raise Refusal(_("This version does not wait for a review any more."))
    reason = why_not_review(actor, version)
    if reason is not None:
        raise Forbidden(reason)
    if version.edit_count != edit_count:
        raise Refusal(_("The story has been changed since you opened it. Please read it again."))
    return version


def _open_pictures(*pictures: Picture | None) -> None:
    """A picture is open to everybody as long as a story in the library shows it, and no longer."""
    for picture in pictures:
        if picture is not None:
            files.open_picture(picture, last_day_of_picture(picture))


def _record(deed: str, version: StoryVersion, actor: Actor) -> None:
    history.record(deed, version.story, by=actor.person.id, role=actor.role_word(Role.EDITOR), version=version.number)
