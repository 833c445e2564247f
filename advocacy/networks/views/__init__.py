"""The pages of networks."""

from advocacy.networks.views import describing, own
from advocacy.networks.views.blueprint import bp

__all__ = ["bp", "describing", "own"]
