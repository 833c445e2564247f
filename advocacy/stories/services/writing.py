"""How a story is written: as a draft with anything missing, and after an approval as a new version."""

from __future__ import annotations

from dataclasses import replace

from advocacy.accounts.access import Actor
from advocacy.accounts.models import Role
from advocacy.files import services as files
from advocacy.foundation.database import db
from advocacy.foundation.errors import AdvocacyError, Refusal
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.history import services as history
from advocacy.organisation.queries import get_organisation
from advocacy.programmes.models import Programme
from advocacy.stories.models import Story, StoryVersion, VersionStatus
from advocacy.stories.queries import locked_story
from advocacy.stories.services.putting import add_writer, put_wording
from advocacy.stories.wording import Base, Wording, base_of, kept, tidy, wording_of


class ChangedSinceOpened(AdvocacyError):
    """Another editor has saved since this one opened the story; both wordings are kept and shown (attack row M08)."""

    status = 409


def write_story(programme: Programme, wording: Wording, actor: Actor, *, picture_file: bytes = b"") -> Story:
    """A new story as a draft of its first version; raises InvalidInput for what cannot be kept."""
    story = Story(programme=programme, created_by_id=actor.person.id)
    db.session.add(story)
    version = _new_version(story, number=1, actor=actor)
    put_wording(version, _kept(wording, picture_file, actor), programme, actor)
    history.record("stories.story.created", story, by=actor.person.id, role=_role(actor), version=1)
    return story


def rewrite_story(
    story: Story, wording: Wording, actor: Actor, *, base: Base, picture_file: bytes = b"", keeps_draft: bool = False
) -> StoryVersion:
    """Saves what an editor has written on top of the state they opened; raises ChangedSinceOpened when it is another by now.

    A draft is changed. A version that waits for review comes back from it as a draft. An approved version never changes: a new
    one begins, and readers go on seeing the approved one until that is approved too. ``keeps_draft`` says that the draft is another
    editor's, saved meanwhile: it stays as a version of its own beside the one that takes its place.
    """
    fresh = locked_story(story)
    check_in_use(fresh)
    latest = fresh.latest
    if base != base_of(latest):
        raise ChangedSinceOpened(_("Another editor has saved this story since you opened it."))
    wording = _kept(wording, picture_file, actor)
    if wording == tidy(wording_of(latest)):
        return latest
    if latest.status is VersionStatus.APPROVED:
        latest = _new_version(fresh, number=latest.number + 1, actor=actor)
    elif latest.status is VersionStatus.IN_REVIEW:
        _take_back(latest, actor)
    if keeps_draft and latest.status is VersionStatus.DRAFT and latest.edit_count:
        lay_aside(latest)
        latest = _next_version(fresh, latest, actor)
    put_wording(latest, wording, fresh.programme, actor)
    latest.reasons = {}  # What was said of the words that stood there before says nothing of these.
    history.record("stories.story.saved", fresh, by=actor.person.id, role=_role(actor), version=latest.number)
    return latest


def check_in_use(story: Story) -> None:
    """A story that was taken out stays as it was."""
    if story.retired_at is not None:
        raise Refusal(_("This story has been taken out of the library and can no longer be changed."))


def begin_version_from(story: Story, older: StoryVersion, actor: Actor) -> StoryVersion:
    """A new draft that says what an older version says. Its writers come along: none of them may approve their own words."""
    version = _next_version(story, older, actor)
    put_wording(version, tidy(wording_of(older)), story.programme, actor)
    return version


def lay_aside(version: StoryVersion) -> None:
    """Another takes its place; what it says stays, and can be restored."""
    version.status = VersionStatus.REPLACED
    version.submitted_at = version.submitted_by_id = None


def _next_version(story: Story, older: StoryVersion, actor: Actor) -> StoryVersion:
    version = _new_version(story, number=story.latest.number + 1, actor=actor)
    add_writer(version, older.author, *older.writers)
    return version


def _role(actor: Actor) -> str:
    return actor.role_word(Role.EDITOR)


def _new_version(story: Story, *, number: int, actor: Actor) -> StoryVersion:
    version = StoryVersion(story=story, number=number, author_id=actor.person.id, edit_count=0)
    db.session.add(version)
    db.session.flush()
    return version


def _take_back(version: StoryVersion, actor: Actor) -> None:
    version.status = VersionStatus.DRAFT
    version.submitted_at = version.submitted_by_id = None
    history.record("stories.story.taken_back", version.story, by=actor.person.id, role=_role(actor), version=version.number)


def _kept(wording: Wording, picture_file: bytes, actor: Actor) -> Wording:
    """As it is stored, with the picture that was chosen brought in."""
    if picture_file:
        wording = replace(wording, picture=files.bring_picture(picture_file, by=actor.person.id).public_id)
    return kept(wording, get_organisation())
