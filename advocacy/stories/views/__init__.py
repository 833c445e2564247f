"""The pages of stories: the library for everybody, and the editorial desk."""

from advocacy.stories.views import desk, reading, writing
from advocacy.stories.views.blueprint import bp

__all__ = ["bp", "desk", "reading", "writing"]
