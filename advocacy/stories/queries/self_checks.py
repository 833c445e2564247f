"""Two measures somebody may ask of a text of their own: does it hold a CPR number, and how hard is it to read? Nothing is kept."""

from advocacy.stories.checks.cpr import holds_cpr_number
from advocacy.stories.checks.readability import HARD, lix_of

__all__ = ["HARD", "holds_cpr_number", "lix_of"]
