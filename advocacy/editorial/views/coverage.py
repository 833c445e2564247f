"""What has been told about and what has not, and saying where a story takes place."""

from __future__ import annotations

from flask import flash, request
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import EDITORS, Actor
from advocacy.editorial.forms import PlaceForm, unit_pairs
from advocacy.editorial.queries.coverage import PERIODS, choosable_units, coverage_of
from advocacy.editorial.services.board import choose_place
from advocacy.editorial.views.blueprint import bp
from advocacy.foundation.database import db, new_public_id
from advocacy.foundation.errors import Missing
from advocacy.foundation.guards import acting, allow, require, require_visible
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.pages import onward, page
from advocacy.stories.access import can_edit_story, can_read_story
from advocacy.stories.queries import get_story

USUAL_MONTHS = 6


@bp.get("/coverage", endpoint="coverage")
@allow(EDITORS)
def show_coverage() -> ResponseReturnValue:
    """Three, six or twelve months."""
    actor: Actor = acting()
    months = request.args.get("months", str(USUAL_MONTHS))
    if months not in {str(each) for each in PERIODS}:
        raise Missing
    found = coverage_of(actor, int(months))
    units = unit_pairs(choosable_units(actor)) if found.unplaced else []
    keys = [new_public_id() for _each in found.unplaced]
    return page("editorial/coverage.html", coverage=found, periods=PERIODS, units=units, keys=keys)


@bp.post("/stories/<public_id>/place")
@allow(EDITORS)
def place(public_id: str) -> ResponseReturnValue:
    """One story, one unit."""
    actor: Actor = acting()
    story = get_story(public_id)
    require_visible(can_read_story(actor, story))
    require(can_edit_story(actor, story))
    chosen = PlaceForm().unit.data or ""
    unit = next((each for each in choosable_units(actor) if each.public_id == chosen), None)
    if unit is None:
        flash(_("Choose a unit first."), "warning")
    else:
        choose_place(story, unit, actor)
        db.session.commit()
        flash(_("Thank you. The story counts for %(unit)s now.", unit=unit.name), "success")
    months = request.form.get("months", "")
    return onward("editorial.coverage", months=months if months in {str(each) for each in PERIODS} else USUAL_MONTHS)
