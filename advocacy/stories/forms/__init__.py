"""The forms of the editorial desk."""

from advocacy.stories.forms.reviewing import LOOKED_AT_LABELS, PauseForm, ReviewForm
from advocacy.stories.forms.story import StoryFields, StoryForm
from advocacy.stories.queries.labels import KIND_LABELS, LICENCE_LABELS, PICTURE_LABELS, ROLE_LABELS

__all__ = [
    "KIND_LABELS",
    "LICENCE_LABELS",
    "LOOKED_AT_LABELS",
    "PICTURE_LABELS",
    "ROLE_LABELS",
    "PauseForm",
    "ReviewForm",
    "StoryFields",
    "StoryForm",
]
