"""What is kept of a story. What is written stands in versions: one that has been approved never changes."""

from advocacy.stories.models.checking import LinkAnswer, LinkStatus, WatchedPhrase
from advocacy.stories.models.kinds import LICENCES_THAT_NAME, Licence, PictureChoice, StoryKind, VersionStatus
from advocacy.stories.models.parts import Caption, KeptDraft, ReviewReturn
from advocacy.stories.models.story import (
    MOST_TOPICS,
    Story,
    StoryVersion,
    VersionRole,
    story_version_topic,
    story_version_unit,
    story_version_writer,
)

__all__ = [
    "LICENCES_THAT_NAME",
    "MOST_TOPICS",
    "Caption",
    "KeptDraft",
    "Licence",
    "LinkAnswer",
    "LinkStatus",
    "PictureChoice",
    "ReviewReturn",
    "Story",
    "StoryKind",
    "StoryVersion",
    "VersionRole",
    "VersionStatus",
    "WatchedPhrase",
    "story_version_topic",
    "story_version_unit",
    "story_version_writer",
]
