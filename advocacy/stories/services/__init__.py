"""Every way a story changes: how it is written, and how it comes into the library and out of it."""

from advocacy.stories.services.reviewing import approve_story, retire_story, send_back_story, submit_story
from advocacy.stories.services.writing import ChangedSinceOpened, rewrite_story, write_story

__all__ = ["ChangedSinceOpened", "approve_story", "retire_story", "rewrite_story", "send_back_story", "submit_story", "write_story"]
