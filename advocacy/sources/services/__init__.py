"""Every way stories are brought in: from an address, from a feed, from a spreadsheet. Each becomes a draft, never more."""

from advocacy.sources.services.feeds import change_feed, follow_feed, keep_found, note_failure, pause_feed, read_feed_now, resume_feed
from advocacy.sources.services.findings import draft_finding, put_away_finding, put_away_findings, take_back_finding
from advocacy.sources.services.pages import (
    begin_draft,
    bring_found_picture,
    count_asking,
    draft_page,
    forget_old,
    keep_preview,
    readable_address,
)
from advocacy.sources.services.sheets import import_sheet, plan_sheet, try_sheet

__all__ = [
    "begin_draft",
    "bring_found_picture",
    "change_feed",
    "count_asking",
    "draft_finding",
    "draft_page",
    "follow_feed",
    "forget_old",
    "import_sheet",
    "keep_found",
    "keep_preview",
    "note_failure",
    "pause_feed",
    "plan_sheet",
    "put_away_finding",
    "put_away_findings",
    "read_feed_now",
    "readable_address",
    "resume_feed",
    "take_back_finding",
    "try_sheet",
]
