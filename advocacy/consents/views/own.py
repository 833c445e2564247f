"""The pictures one is in oneself, and taking one's own consent back in one press."""

from __future__ import annotations

from flask import flash
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import Actor
from advocacy.consents import queries, services
from advocacy.consents.views.blueprint import bp
from advocacy.foundation.database import db, new_public_id
from advocacy.foundation.guards import SIGNED_IN, acting, allow
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.pages import onward, page


@bp.get("/mine")
@allow(SIGNED_IN)
def mine() -> ResponseReturnValue:
    """What is registered about me. Nobody's consent but one's own stands here."""
    actor: Actor = acting()
    return page("consents/mine.html", consents=queries.own_consents(actor.person), new_key=new_public_id)


@bp.post("/mine/<public_id>/withdraw")
@allow(SIGNED_IN)
def withdraw_own(public_id: str) -> ResponseReturnValue:
    """I take it back: at once, and without saying why."""
    actor: Actor = acting()
    services.withdraw_consent(queries.get_own_consent(actor, public_id), actor)
    db.session.commit()
    flash(_("Taken back. The picture is hidden from now on, and those who shared the story are asked to take their posts down."), "success")
    return onward("consents.mine")
