"""Every way stories are read."""

from advocacy.stories.queries.calendar import DatedStory, stories_between
from advocacy.stories.queries.choices import responsible_editors, units_of
from advocacy.stories.queries.desk import DeskList, desk_counts, desk_list
from advocacy.stories.queries.keeping import find_kept_draft, place_of
from advocacy.stories.queries.labels import KIND_LABELS
from advocacy.stories.queries.library import (
    LibraryEntry,
    LibraryPage,
    library_for,
    newest_stories,
    readable_programmes,
    writable_programmes,
)
from advocacy.stories.queries.stories import (
    all_caption_texts,
    captions_for,
    coming_version,
    every_story,
    find_story,
    find_version,
    get_story,
    last_day_of_picture,
    locked_story,
    versions_for_cards,
)

__all__ = [
    "KIND_LABELS",
    "DatedStory",
    "DeskList",
    "LibraryEntry",
    "LibraryPage",
    "all_caption_texts",
    "captions_for",
    "coming_version",
    "desk_counts",
    "desk_list",
    "every_story",
    "find_kept_draft",
    "find_story",
    "find_version",
    "get_story",
    "last_day_of_picture",
    "library_for",
    "locked_story",
    "newest_stories",
    "place_of",
    "readable_programmes",
    "responsible_editors",
    "stories_between",
    "units_of",
    "versions_for_cards",
    "writable_programmes",
]
