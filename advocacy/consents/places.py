"""Where a picture may be shown, and on what basis: the networks, the organisation's own website, and inside the house."""

from __future__ import annotations

from advocacy.consents.models import Basis
from advocacy.foundation.i18n import LazyString
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.programmes.queries import NETWORK_LABELS

INTERNAL, WEBSITE = "internal", "website"
#: In the order people see them.
PLACE_LABELS: dict[str, str | LazyString] = {
    INTERNAL: _("Inside the organisation"),
    WEBSITE: _("Our own website"),
    **NETWORK_LABELS,
}
ALL_PLACES = frozenset(PLACE_LABELS)
BASIS_LABELS: dict[Basis, LazyString] = {
    Basis.CONSENT: _("They have said yes"),
    Basis.PUBLIC_EVENT: _("One of many at a public event"),
    Basis.OTHER: _("Another reason"),
    Basis.REFUSED: _("They have not said yes, or have said no"),
}


def ordered(places: frozenset[str] | set[str] | list[str]) -> list[str]:
    """The places in the order people see them; a word that is none is left out."""
    return [place for place in PLACE_LABELS if place in places]


def named(places: frozenset[str] | set[str] | list[str]) -> str:
    """The places in words, as a list in a sentence."""
    if set(places) >= ALL_PLACES:
        return str(_("Everywhere"))
    return ", ".join(str(PLACE_LABELS[place]) for place in ordered(places))
