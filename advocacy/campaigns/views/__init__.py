"""The pages of campaigns."""

from advocacy.campaigns.views import ending, kicking_off, preparing, showing
from advocacy.campaigns.views.blueprint import bp

__all__ = ["bp", "ending", "kicking_off", "preparing", "showing"]
