"""Programmes in the JSON API."""

from advocacy.programmes.api import preparing, taking_part
from advocacy.programmes.api.blueprint import bp

__all__ = ["bp", "preparing", "taking_part"]
