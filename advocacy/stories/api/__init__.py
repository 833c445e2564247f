"""Stories in the JSON API: written, reviewed and listed by the same services as the pages."""

from advocacy.stories.api import lifecycle, reading, writing
from advocacy.stories.api.blueprint import bp

__all__ = ["bp", "lifecycle", "reading", "writing"]
