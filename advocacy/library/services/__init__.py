"""Every way the library changes: what people choose for themselves, and what the search knows."""

from advocacy.library.services.choosing import bring_back_story, follow_topic, forget_reader, put_away_story, unfollow_topic
from advocacy.library.services.indexing import doubt_index, forget_words, index_story, mend_index

__all__ = [
    "bring_back_story",
    "doubt_index",
    "follow_topic",
    "forget_reader",
    "forget_words",
    "index_story",
    "mend_index",
    "put_away_story",
    "unfollow_topic",
]
