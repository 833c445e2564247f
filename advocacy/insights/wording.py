"""The words of the table's columns and of the rungs."""

from __future__ import annotations

from advocacy.foundation.i18n import lazy_gettext as _

COLUMN_LABELS = {
    "invited": _("Invited"),
    "enrolled": _("Take part"),
    "licensed": _("Licensed"),
    "active": _("Active"),
    "shares": _("Shares said to be posted"),
    "thanked": _("Thanked within a week"),
}
#: Only the last two say "shared"; see docs/decisions/0005.
RUNG_LABELS = {
    0: _("The share button was pressed, and no more is known"),
    1: _("The network read the link"),
    2: _("Somebody came from the network"),
    3: _("The employee says it is posted"),
    4: _("The network confirms it"),
}
FEW = _("fewer than five")
