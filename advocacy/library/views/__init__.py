"""The pages of the library: finding stories, and what one follows."""

from advocacy.library.views import choosing, feed
from advocacy.library.views.blueprint import bp

__all__ = ["bp", "choosing", "feed"]
