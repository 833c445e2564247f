"""The pages of stories: the library for everybody, and the editorial desk."""

from advocacy.stories.views import checking, desk, keeping, lifecycle, reading, writing
from advocacy.stories.views.blueprint import bp

__all__ = ["bp", "checking", "desk", "keeping", "lifecycle", "reading", "writing"]
