"""Every way a story changes: how it is written, and how it comes into the library and out of it."""

from advocacy.stories.services.pausing import pause_story, resume_story
from advocacy.stories.services.publishing import begin_showing
from advocacy.stories.services.restoring import restore_story, restore_version
from advocacy.stories.services.reviewing import approve_story, retire_story, send_back_story, submit_story
from advocacy.stories.services.writing import ChangedSinceOpened, rewrite_story, write_story
from advocacy.stories.wording import Wording

__all__ = [
    "ChangedSinceOpened",
    "Wording",
    "approve_story",
    "begin_showing",
    "pause_story",
    "restore_story",
    "restore_version",
    "resume_story",
    "retire_story",
    "rewrite_story",
    "send_back_story",
    "submit_story",
    "write_story",
]
