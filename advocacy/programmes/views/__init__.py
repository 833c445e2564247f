"""The pages of programmes."""

from advocacy.programmes.views import guidelines, joining, launching, preparing, showing
from advocacy.programmes.views.blueprint import bp

__all__ = ["bp", "guidelines", "joining", "launching", "preparing", "showing"]
