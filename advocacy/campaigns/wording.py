"""How a campaign's numbers are called and how each is counted: said once, shown everywhere, and kept with the summary."""

from __future__ import annotations

from advocacy.campaigns.models import GoalKind
from advocacy.foundation.i18n import LazyString
from advocacy.foundation.i18n import lazy_gettext as _

GOAL_LABELS: dict[GoalKind, LazyString] = {
    GoalKind.PEOPLE: _("People taking part"),
    GoalKind.VISITS: _("Visits by people"),
    GoalKind.APPLICATIONS: _("Applications, as HR reports them"),
}

#: One sentence for each number; the summary keeps it as it stood on the day it was counted.
HOW_COUNTED: dict[str, LazyString] = {
    "people": _("Different people who have shared one of the campaign's stories within its days and said that it is posted."),
    "visits": _(
        "How often people followed a link to one of the campaign's stories that a colleague shared within its days. Robots, previews and "
        "mail scanners are left out. We recognise nobody, so one person who comes again may count again."
    ),
    "applications": _(
        "What HR reports by hand, with its source: the newest number from each source, added up. We cannot see who applied, or why."
    ),
    "shares": _("Shares of the campaign's stories within its days, by how sure we are of them. One that was taken back is not counted."),
    "thanked": _(
        "Shares that a leader has thanked for within seven days, out of the shares said to be posted that leaders may see and that are "
        "a week old or thanked for."
    ),
}

#: Only the last two say "shared": before that we know of a press, a machine or a visitor.
RUNG_LABELS: dict[int, LazyString] = {
    0: _("The share button was pressed, and no more is known"),
    1: _("The network read the link"),
    2: _("Somebody came from the network"),
    3: _("The employee says it is posted"),
    4: _("The network confirms it"),
}
