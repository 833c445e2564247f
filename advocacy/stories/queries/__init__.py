"""Every way stories are read."""

from advocacy.stories.queries.desk import DeskList, desk_counts, desk_list
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
    find_story,
    get_story,
    last_day_of_picture,
    locked_story,
    versions_for_cards,
)

__all__ = [
    "DeskList",
    "LibraryEntry",
    "LibraryPage",
    "all_caption_texts",
    "captions_for",
    "desk_counts",
    "desk_list",
    "find_story",
    "get_story",
    "last_day_of_picture",
    "library_for",
    "locked_story",
    "newest_stories",
    "readable_programmes",
    "versions_for_cards",
    "writable_programmes",
]
