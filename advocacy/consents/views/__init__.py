"""The pages of the register: one picture's people, all consents, and what is registered about oneself."""

from advocacy.consents.views import changing, listing, own, pictures
from advocacy.consents.views.blueprint import bp

__all__ = ["bp", "changing", "listing", "own", "pictures"]
