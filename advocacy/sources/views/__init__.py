"""The pages of bringing a story in: an address, a feed, a spreadsheet."""

from advocacy.sources.views import addresses, feeds, findings, sheets
from advocacy.sources.views.blueprint import bp

__all__ = ["addresses", "bp", "feeds", "findings", "sheets"]
