"""The pages of sharing: writing and pressing, one's own shares, and being asked to take one down."""

from advocacy.sharing.views import composing, own, taking_down
from advocacy.sharing.views.blueprint import bp

__all__ = ["bp", "composing", "own", "taking_down"]
