"""Where a link leads, links for posters, the squares that lead to links, and stopping a link."""

from advocacy.links.views import closing, drawing, posters, visiting
from advocacy.links.views.blueprint import bp

__all__ = ["bp", "closing", "drawing", "posters", "visiting"]
