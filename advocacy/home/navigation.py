"""Where one can go from every page, by what one does here."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for

from advocacy.accounts.access import LEADING, Actor
from advocacy.accounts.models import Role
from advocacy.foundation.i18n import gettext as _


@dataclass(frozen=True)
class NavigationItem:
    """One entry of the menu; the primary ones are the tab bar of a phone."""

    label: str
    href: str
    icon: str
    is_current: bool
    is_primary: bool = False


#: The page of each feature that stands in the menu; its other pages light up the same entry.
_ENTRIES = ("home.show", "stories.feed", "stories.desk", "recognition.queue", "sharing.mine", "training.index",
            "insights.summary", "programmes.index", "history.index")


def _item(label: str, endpoint: str, icon: str, *, is_primary: bool = False) -> NavigationItem:
    here = request.endpoint or ""
    is_same_feature = here.split(".")[0] == endpoint.split(".")[0]
    is_current = here == endpoint or (is_same_feature and here not in _ENTRIES and endpoint != "stories.desk")
    return NavigationItem(label, url_for(endpoint), icon, is_current, is_primary)


def navigation_for(actor: Actor | None) -> list[NavigationItem]:
    """The menu of an acting person; empty for a stranger."""
    if actor is None:
        return []
    items = [
        _item(_("Home"), "home.show", "home", is_primary=True),
        _item(_("Stories"), "stories.feed", "book-open", is_primary=True),
    ]
    if actor.holds(*LEADING):
        items.append(_item(_("Five minutes"), "recognition.queue", "heart", is_primary=True))
    if actor.holds(Role.EDITOR):
        items.append(_item(_("Editorial desk"), "stories.desk", "pencil", is_primary=True))
    items.append(_item(_("My shares"), "sharing.mine", "send", is_primary=not actor.holds(*LEADING, Role.EDITOR)))
    items.append(_item(_("Course"), "training.index", "graduation-cap", is_primary=not actor.grants))
    if actor.holds(Role.HR, Role.DIRECTOR):
        items.append(_item(_("Insights"), "insights.summary", "chart-column", is_primary=True))
    items.append(_item(_("Programmes"), "programmes.index", "megaphone"))
    if actor.holds(Role.ADMINISTRATOR):
        items.append(_item(_("History"), "history.index", "history", is_primary=True))
    return items


def footer_links(actor: Actor | None) -> list[dict[str, str]]:
    """What stands at the foot of every page."""
    links = [{"label": _("What we store and why"), "href": url_for("home.privacy")},
             {"label": _("Accessibility"), "href": url_for("home.accessibility")}]
    if actor is not None:
        links.insert(0, {"label": _("My sign-in"), "href": url_for("accounts.mine")})
    return links
