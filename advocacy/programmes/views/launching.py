"""The launch: the initiator sees what everybody will see, and presses."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import Actor
from advocacy.foundation.database import db, new_public_id
from advocacy.foundation.guards import SIGNED_IN, acting, allow, require
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.i18n import ngettext, number
from advocacy.foundation.pages import onward, page
from advocacy.people.queries import count_people
from advocacy.programmes import access, queries, services
from advocacy.programmes.models import Programme
from advocacy.programmes.views.blueprint import bp


@bp.get("/<public_id>/launch")
@allow(SIGNED_IN)
def launch(public_id: str) -> ResponseReturnValue:
    """The page before the press. For everybody but the initiator it is closed."""
    programme = _to_be_launched(public_id)
    if access.is_begun(programme):
        return redirect(url_for("programmes.show", public_id=programme.public_id), 303)
    return page(
        "programmes/launch.html",
        programme=programme,
        readiness=queries.readiness_of(programme),
        people=count_people(programme.units),
        letters=queries.count_letters(programme),
        key=new_public_id(),
    )


@bp.post("/<public_id>/launch")
@allow(SIGNED_IN)
def launch_now(public_id: str) -> ResponseReturnValue:
    """The press."""
    actor: Actor = acting()
    programme = _to_be_launched(public_id)
    invited = services.launch_programme(programme, actor)
    db.session.commit()
    flash(
        ngettext(
            "It is launched. One colleague is invited.", "It is launched. %(count)s colleagues are invited.", invited, count=number(invited)
        )
        + " "
        + _("Thank you for going first."),
        "thanks",
    )
    return onward("programmes.show", public_id=programme.public_id)


def _to_be_launched(public_id: str) -> Programme:
    programme = queries.get_programme(public_id)
    require(
        access.can_launch_programme(acting(), programme),
        _("Only the initiator, as director for all of its units, can launch the programme."),
    )
    return programme
