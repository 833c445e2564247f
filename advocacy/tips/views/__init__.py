"""The pages of tips: leaving one and following it, and the board's desk."""

from advocacy.tips.views import answering, giving
from advocacy.tips.views.blueprint import bp

__all__ = ["answering", "bp", "giving"]
