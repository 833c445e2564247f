"""What others may hear of stories."""

from advocacy.foundation.events import Event

story_published = Event("story_published", "A version was approved and is the one people read. `story`: the Story.")
story_retired = Event("story_retired", "A story was taken out of the library. `story`: the Story; its links close.")
