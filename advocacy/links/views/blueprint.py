"""The one blueprint of links. It has no prefix of its own, because a link people follow is short: /r/ and its code."""

from flask import Blueprint

from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.pages import settings
from advocacy.links.codes import spelt

bp = Blueprint("links", __name__)
bp.add_app_template_filter(spelt, "spelt")


@bp.app_template_global()
def how_people_are_counted() -> str:
    """What "people" means beside a number of visits, as this installation counts them."""
    if settings().counts_once_a_day:
        return _(
            "Robots and previews are not counted as people. "
            "Somebody who comes back on the same day counts once; the next day they count anew."
        )
    return _(
        "Robots and previews are not counted as people. "
        "Nobody is recognised by following your link, so one person who comes twice counts twice."
    )
