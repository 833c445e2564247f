"""Being asked to take a post down, saying that it is done, and how many have: numbers for editors, never who."""

from __future__ import annotations

from flask import flash
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import EDITORS, Actor
from advocacy.foundation.database import db, new_public_id
from advocacy.foundation.guards import SIGNED_IN, acting, allow, require, require_visible
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.pages import onward, page
from advocacy.networks.catalogue.listing import network
from advocacy.sharing import queries, services
from advocacy.sharing.views.blueprint import bp
from advocacy.stories.access import can_edit_story, can_read_story
from advocacy.stories.queries import get_story

#: Of fewer people than this a number could tell who they are, so it is not shown.
FEWEST_SHOWN = 5


@bp.get("/sharing/take-down/<public_id>")
@allow(SIGNED_IN)
def take_down(public_id: str) -> ResponseReturnValue:
    """What I am asked, why, and what to do; one's own only."""
    asked = queries.get_own_take_down(acting(), public_id)
    return page(
        "sharing/take_down.html", asked=asked, version=asked.story.published_version, shares=queries.shares_asked_about(asked),
        network_of=network, key=new_public_id())


@bp.post("/sharing/take-down/<public_id>/done")
@allow(SIGNED_IN)
def taken_down(public_id: str) -> ResponseReturnValue:
    """I have taken it down."""
    actor: Actor = acting()
    services.answer_take_down(queries.get_own_take_down(actor, public_id), actor)
    db.session.commit()
    flash(_("Thank you. That was kind of you."), "thanks")
    return onward("sharing.take_down", public_id=public_id)


@bp.get("/sharing/story/<public_id>/taken-down")
@allow(EDITORS)
def answers(public_id: str) -> ResponseReturnValue:
    """How many were asked and how many have answered."""
    actor: Actor = acting()
    story = get_story(public_id)
    require_visible(can_read_story(actor, story))
    require(can_edit_story(actor, story))
    asked, answered = queries.take_down_numbers(story)
    return page("sharing/answers.html", story=story, version=story.published_version or story.latest, asked=asked, answered=answered,
                is_shown=asked >= FEWEST_SHOWN, fewest=FEWEST_SHOWN)
