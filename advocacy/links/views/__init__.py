"""Where a link leads."""

from advocacy.links.views import visiting
from advocacy.links.views.blueprint import bp

__all__ = ["bp", "visiting"]
