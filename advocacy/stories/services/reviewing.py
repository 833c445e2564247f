"""How a story comes into the library and out of it: sent to review, approved by a second editor or sent back, retired."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from advocacy.accounts.access import Actor
from advocacy.accounts.models import Role
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
from advocacy.stories.queries import locked_story
from advocacy.stories.services.pictures import open_pictures_of
from advocacy.stories.services.publishing import publish_version
from advocacy.stories.services.writing import check_in_use

LONGEST_NOTE = 2000
#: What no software can look at: the people who are shown, the tone, and whether it is true.
LOOKED_AT = ("people", "tone", "facts")


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
    events.story_submitted.announce(story=fresh)
    return version


def approve_story(
    story: Story, actor: Actor, *, edit_count: int, looked_at: Collection[str] = (), is_politics_accepted: bool = False
) -> StoryVersion:
    """The version that waits becomes the one people read. ``edit_count`` says which state the reviewer has read.

    ``looked_at`` says which of ``LOOKED_AT`` the reviewer has ticked; it is kept in the history for both to see.
    A story that touches on politics needs a yes to that in so many words (K-065): InvalidInput without it.
    Nobody approves what they have written or sent to review themselves: Forbidden (attack row Z11).
    """
    fresh = locked_story(story)
    version = _version_to_review(fresh, actor, edit_count)
    if missing_of(version, get_organisation(), today=clock.today()):
        raise Refusal(_("Something the story needs is missing by now, so it cannot be approved. Send it back and say so."))
    if version.is_political and not is_politics_accepted:
        raise InvalidInput({"accepts_politics": _("Say that the board has decided to tell this although it touches on politics.")})
    publish_version(fresh, version, actor)
    facts = {"politics_accepted": True} if version.is_political else {}
    _record("stories.story.approved", version, actor, looked_at=[each for each in LOOKED_AT if each in looked_at], **facts)
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
    events.story_sent_back.announce(story=version.story)
    return version


def retire_story(story: Story, actor: Actor) -> Story:
    """Takes a story out for good: readers no longer see it, and its links say so."""
    fresh = locked_story(story)
    if fresh.retired_at is not None:
        raise Refusal(_("This story has been taken out already."))
    fresh.retired_at = clock.now()
    db.session.flush()
    open_pictures_of(fresh)
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


def _record(deed: str, version: StoryVersion, actor: Actor, **facts: Any) -> None:
    history.record(deed, version.story, by=actor.person.id, role=actor.role_word(Role.EDITOR), version=version.number, **facts)
