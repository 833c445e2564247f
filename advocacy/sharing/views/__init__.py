"""The pages of sharing: writing and pressing, one's own shares, and where a link leads."""

from advocacy.sharing.views import composing, own, visiting
from advocacy.sharing.views.blueprint import bp

__all__ = ["bp", "composing", "own", "visiting"]
