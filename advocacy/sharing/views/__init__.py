"""The pages of sharing: writing and pressing, posting and planning, one's own shares, and being asked to take one down."""

from advocacy.sharing.views import composing, later, own, posting, taking_down
from advocacy.sharing.views.blueprint import bp

__all__ = ["bp", "composing", "later", "own", "posting", "taking_down"]
