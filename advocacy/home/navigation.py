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


#: Which entry of the menu a page lights up: by its own name, else by its feature's. What editors do has one entry, wherever it is kept.
_DESK = "editorial.inbox"
_ENTRY_OF = {
    "home": "home.show",
    "library": "library.feed",
    "stories.show": "library.feed",
    "stories": _DESK,
    "editorial": _DESK,
    "consents.mine": "home.show",
    "networks": "sharing.mine",
    "consents": _DESK,
    "sources": _DESK,
    "tips.desk": _DESK,
    "tips.consider": _DESK,
    "tips.decline": _DESK,
    "sparring.asked": _DESK,
    "tips": "tips.mine",
    "sparring": "sparring.index",
    "sharing": "sharing.mine",
    "recognition.queue": "recognition.queue",
    "campaigns": "campaigns.index",
    "training": "training.index",
    "insights": "insights.summary",
    "programmes": "programmes.index",
    "history": "history.index",
}


def _item(label: str, endpoint: str, icon: str, *, is_primary: bool = False) -> NavigationItem:
    here = request.endpoint or ""
    entry = _ENTRY_OF.get(here, _ENTRY_OF.get(here.split(".")[0]))
    return NavigationItem(label, url_for(endpoint), icon, entry == endpoint, is_primary)


def navigation_for(actor: Actor | None) -> list[NavigationItem]:
    """The menu of an acting person; empty for a stranger."""
    if actor is None:
        return []
    leads, edits = actor.holds(*LEADING), actor.holds(Role.EDITOR)
    items = [_item(_("Home"), "home.show", "home", is_primary=True), _item(_("Stories"), "library.feed", "book-open", is_primary=True)]
    if leads:
        items.append(_item(_("Five minutes"), "recognition.queue", "heart", is_primary=True))
    if edits:
        items.append(_item(_("Editorial desk"), _DESK, "pencil", is_primary=True))
    items += [
        _item(_("My shares"), "sharing.mine", "send", is_primary=not (leads or edits)),
        _item(_("Tips"), "tips.mine", "lightbulb", is_primary=not actor.grants),
        _item(_("Own stories"), "sparring.index", "quote"),
        _item(_("Course"), "training.index", "graduation-cap"),
        _item(_("Campaigns"), "campaigns.index", "flag"),
    ]
    return items + _overview(actor)


def _overview(actor: Actor) -> list[NavigationItem]:
    """What stands last: the whole, and what was done."""
    items = [_item(_("Programmes"), "programmes.index", "megaphone")]
    if actor.holds(Role.HR, Role.DIRECTOR):
        items.insert(0, _item(_("Insights"), "insights.summary", "chart-column", is_primary=True))
    if actor.holds(Role.ADMINISTRATOR):
        items.append(_item(_("History"), "history.index", "history", is_primary=True))
    return items


def footer_links(actor: Actor | None) -> list[dict[str, str]]:
    """What stands at the foot of every page."""
    links = [
        {"label": _("What we store and why"), "href": url_for("home.privacy")},
        {"label": _("Accessibility"), "href": url_for("home.accessibility")},
    ]
    if actor is not None:
        links[:0] = [
            {"label": _("My sign-in"), "href": url_for("accounts.mine")},
            {"label": _("My networks"), "href": url_for("networks.own")},
            {"label": _("Pictures of me"), "href": url_for("consents.mine")},
        ]
    if actor is not None and actor.holds(Role.EDITOR, Role.DIRECTOR, Role.ADMINISTRATOR):
        links.append({"label": _("Stop a link"), "href": url_for("links.find_to_close")})
    return links
