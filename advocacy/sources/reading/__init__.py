"""Reads what others made: pages, feeds and spreadsheets. The readers themselves run in confinement; here their answers are cleaned."""

from advocacy.sources.reading.feeds import FeedTold, FoundTold, read_feed
from advocacy.sources.reading.pages import PageTold, read_page
from advocacy.sources.reading.sheets import COLUMNS, SheetRow, read_sheet, template

__all__ = ["COLUMNS", "FeedTold", "FoundTold", "PageTold", "SheetRow", "read_feed", "read_page", "read_sheet", "template"]
