"""The one blueprint of consents, and what its templates may use."""

from __future__ import annotations

from flask import Blueprint, request

from advocacy.consents.forms import WAY_LABELS
from advocacy.consents.models import Consent, ConsentState, PicturedKind
from advocacy.consents.places import BASIS_LABELS, named
from advocacy.consents.queries import state_of
from advocacy.consents.services import KEPT_YEARS
from advocacy.foundation import clock
from advocacy.foundation.errors import Missing
from advocacy.foundation.i18n import LazyString
from advocacy.foundation.i18n import lazy_gettext as _

bp = Blueprint("consents", __name__, url_prefix="/consents")
MOST_PAGES = 10_000
KIND_LABELS: dict[PicturedKind, LazyString] = {
    PicturedKind.EMPLOYEE: _("Colleague"),
    PicturedKind.CITIZEN: _("Citizen or guest"),
    PicturedKind.CHILD: _("Child"),
}


@bp.context_processor
def words() -> dict[str, object]:
    """Words for what is kept as a code."""
    return {
        "kind_labels": KIND_LABELS,
        "basis_labels": BASIS_LABELS,
        "way_labels": WAY_LABELS,
        "named_places": named,
        "state_today": state_today,
        "kept_years": KEPT_YEARS,
    }


def state_today(consent: Consent) -> ConsentState:
    """Where a consent is today."""
    return state_of(consent, clock.today())


def page_number() -> int:
    """Which page of a list the address asks for; what is no page number is not there."""
    number = request.args.get("page", "1")
    if not number.isascii() or not number.isdecimal() or not 1 <= int(number) <= MOST_PAGES:
        raise Missing
    return int(number)
