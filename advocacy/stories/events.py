"""What others may hear of stories."""

from advocacy.foundation.events import Event

story_published = Event(
    "story_published",
    "A version was approved and is the one people read, from `published_at` on where it has an embargo. `story`: the Story.",
)
story_retired = Event("story_retired", "A story was taken out of the library. `story`: the Story; its links close.")
story_paused = Event("story_paused", "A story was hidden for the time being. `story`: the Story, with its reason; its links close.")
story_resumed = Event("story_resumed", "A story that was paused is back as it was. `story`: the Story; its links open again.")
story_submitted = Event("story_submitted", "A version was sent to review and waits for a second editor. `story`: the Story.")
story_sent_back = Event("story_sent_back", "A reviewer sent a version back to its writers with a note. `story`: the Story.")
