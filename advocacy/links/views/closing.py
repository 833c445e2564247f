"""Stopping a link that does harm: it is found by its address, and nobody is told whose it is (attack row R12)."""

from __future__ import annotations

from flask import flash, request
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import Actor, holding
from advocacy.accounts.models import Role
from advocacy.foundation.database import db, new_public_id
from advocacy.foundation.guards import acting, allow, require_visible
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.pages import onward, page
from advocacy.links import queries, services
from advocacy.links.access import can_close_link
from advocacy.links.codes import code_in
from advocacy.links.models import Link
from advocacy.links.views.blueprint import bp

CLOSERS = holding("editors, directors and administrators", Role.EDITOR, Role.DIRECTOR, Role.ADMINISTRATOR)
LONGEST_TYPED = 2_000


@bp.get("/links/close")
@allow(CLOSERS)
def find_to_close() -> ResponseReturnValue:
    """Which link is it? Then what it leads to, and one button."""
    typed = request.args.get("address", "")[:LONGEST_TYPED]
    link = _theirs(typed) if typed.strip() else None
    return page("links/close.html", typed=typed, link=link, version=link.story.published_version if link else None, key=new_public_id())


@bp.post("/links/close/<public_id>")
@allow(CLOSERS)
def close_any(public_id: str) -> ResponseReturnValue:
    """Stops it, wherever it hangs or stands."""
    actor: Actor = acting()
    link = queries.get_link(public_id)
    require_visible(can_close_link(actor, link))
    services.close_link(link, actor)
    db.session.commit()
    flash(_("The link is closed everywhere within a minute. Whoever shared it sees that on their own page."), "success")
    return onward("links.find_to_close")


def _theirs(typed: str) -> Link | None:
    link = queries.find_link(code_in(typed))
    return link if link is not None and can_close_link(acting(), link) else None
