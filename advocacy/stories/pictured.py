"""The people in a story's picture: what the register must say before the story is approved, and what the register is told of stories."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from advocacy.consents import services as consents
from advocacy.consents.queries import INTERNAL, why_not_shown
from advocacy.files.models import Picture
from advocacy.foundation.i18n import LazyString
from advocacy.stories.models import StoryVersion


def places_of(version: StoryVersion) -> set[str]:
    """Where a version's picture will be seen: in the library, and on the networks it suggests a wording for."""
    return {INTERNAL} if version.is_internal else {INTERNAL, *(caption.network for caption in version.captions)}


def why_not_pictured(version: StoryVersion, *, until: date) -> LazyString | None:
    """What the register lacks for the picture to be shown through that day, in a sentence; None when nothing does."""
    if not version.has_picture or version.picture is None:
        return None
    return why_not_shown(version.picture, places_of(version), until=until)


def tell_register(version: StoryVersion, *, before: Picture | None = None) -> None:
    """A version has been written: its picture is used from now on, and the one it had ``before`` no longer."""
    story, picture = version.story, version.picture
    if before is not None and before is not picture and all(each.picture_id != before.id for each in story.versions):
        consents.forget_use(before, used_by=story.public_id)
    if picture is not None:
        shown = story.published_version
        is_shown = shown is not None and shown.picture_id == picture.id
        _tell(version, picture, story.expires_on if is_shown else None)


def tell_register_of_library(version: StoryVersion, older: Iterable[StoryVersion], *, today: date) -> None:
    """A version has been approved: readers see its picture up to its last day, and those of older versions no longer."""
    if version.has_picture and version.picture is not None:
        _tell(version, version.picture, version.expires_on)
    end_pictures([each for each in older if each.picture_id != version.picture_id], today=today)


def end_pictures(versions: Iterable[StoryVersion], *, today: date) -> None:
    """Readers no longer see the pictures of these versions."""
    for version in versions:
        if version.picture is not None:
            consents.end_use(version.picture, used_by=version.story.public_id, on=today)


def _tell(version: StoryVersion, picture: Picture, shown_until: date | None) -> None:
    story = version.story
    consents.tell_use(
        picture, story.programme, used_by=story.public_id, title=version.title, person_id=version.author_id, shown_until=shown_until
    )
