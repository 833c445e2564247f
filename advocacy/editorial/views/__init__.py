"""The pages of the editorial board: inbox, all stories, calendar, coverage, and the board itself."""

from advocacy.editorial.views import board, calendar, coverage, inbox, stories, words
from advocacy.editorial.views.blueprint import bp

__all__ = ["board", "bp", "calendar", "coverage", "inbox", "stories", "words"]
