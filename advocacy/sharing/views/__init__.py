"""The pages of sharing: writing and pressing, one's own shares, being asked to take one down, and where a link leads."""

from advocacy.sharing.views import composing, own, taking_down, visiting
from advocacy.sharing.views.blueprint import bp

__all__ = ["bp", "composing", "own", "taking_down", "visiting"]
