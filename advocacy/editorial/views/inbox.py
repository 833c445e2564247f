"""The first screen of an editor: what waits, and nothing else."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from advocacy.accounts.access import EDITORS, Actor
from advocacy.editorial.queries import board
from advocacy.editorial.queries.inbox import A_FEW, inbox_of
from advocacy.editorial.views.blueprint import bp
from advocacy.foundation.guards import acting, allow
from advocacy.foundation.pages import page


@bp.get("/", endpoint="inbox")
@allow(EDITORS)
def show_inbox() -> ResponseReturnValue:
    """Each sort of thing that waits, what is mine first; a sort of which there is none is not shown."""
    actor: Actor = acting()
    return page("editorial/inbox.html", inbox=inbox_of(actor), a_few=A_FEW, on_duty=board.on_duty(), is_mine=board.is_on_duty(actor))
