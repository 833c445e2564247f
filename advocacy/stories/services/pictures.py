"""Whose eyes a picture is open to: everybody's as long as a story in the library shows it, and no longer."""

from __future__ import annotations

from advocacy.files import services as files
from advocacy.files.models import Picture
from advocacy.stories.models import Story
from advocacy.stories.queries import last_day_of_picture


def open_pictures_of(story: Story) -> None:
    """The picture of the version people read opens or closes with the story."""
    open_pictures(story.published_version.picture if story.published_version else None)


def open_pictures(*pictures: Picture | None) -> None:
    """Each is open up to the last day of the stories that show it now; closed to all but editors where none does."""
    for picture in pictures:
        if picture is not None:
            files.open_picture(picture, last_day_of_picture(picture))
