"""Every way the library is read."""

from advocacy.library.queries.feed import MOST_COUNTED, PAGE_LENGTH, Filters, FoundStories, stories_found
from advocacy.library.queries.following import find_topic_to_follow, followed_topics, put_away_stories
from advocacy.library.queries.for_you import ForYou, Reason, for_you_this_week
from advocacy.library.queries.indexing import Unlike, unlike_their_entry

__all__ = [
    "MOST_COUNTED",
    "PAGE_LENGTH",
    "Filters",
    "ForYou",
    "FoundStories",
    "Reason",
    "Unlike",
    "find_topic_to_follow",
    "followed_topics",
    "for_you_this_week",
    "put_away_stories",
    "stories_found",
    "unlike_their_entry",
]
