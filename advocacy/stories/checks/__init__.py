"""What the software looks at in a story before a person does, so that people can look at what only they can see.

Every check is a pure function in a file of its own. Nothing here reads the database, and no finding repeats what it has found:
a number that looks like somebody's CPR number is never written anywhere else than where it was typed.
These are the programme's stories only. What an employee writes in their own name is theirs, and is checked by nobody but themselves.
"""

from __future__ import annotations

from collections.abc import Collection

from advocacy.organisation.models import Organisation
from advocacy.stories.checks.alt_text import alt_text_findings
from advocacy.stories.checks.cpr import cpr_findings
from advocacy.stories.checks.finding import Finding, Severity
from advocacy.stories.checks.hashtags import hashtag_findings
from advocacy.stories.checks.headings import heading_findings
from advocacy.stories.checks.link_text import link_text_findings
from advocacy.stories.checks.passages import passages_of
from advocacy.stories.checks.politics import political_findings
from advocacy.stories.checks.readability import readability_findings
from advocacy.stories.checks.repeated_captions import repeated_caption_findings
from advocacy.stories.models import StoryVersion

__all__ = ["Finding", "Severity", "findings_of"]


def findings_of(version: StoryVersion, organisation: Organisation, *, phrases: Collection[str] = ()) -> list[Finding]:
    """All that is worth a look, what stops first. ``phrases`` are the political names and words the organisation has listed."""
    passages = passages_of(version)
    found = [
        *cpr_findings(passages),
        *political_findings(passages, phrases),
        *alt_text_findings(version, passages),
        *heading_findings(passages),
        *link_text_findings(passages),
        *hashtag_findings(passages, organisation),
        *readability_findings(passages),
        *repeated_caption_findings(version),
    ]
    order = list(Severity)
    return sorted(found, key=lambda each: order.index(each.severity))
