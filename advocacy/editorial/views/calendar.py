"""A month of the library on one page."""

from __future__ import annotations

import re
from datetime import date

from flask import request
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import EDITORS, Actor
from advocacy.editorial.queries.calendar import calendar_of
from advocacy.editorial.views.blueprint import bp
from advocacy.foundation import clock
from advocacy.foundation.errors import Missing
from advocacy.foundation.guards import acting, allow
from advocacy.foundation.pages import page

FIRST_YEAR, LAST_YEAR = 2000, 2099


@bp.get("/calendar", endpoint="calendar")
@allow(EDITORS)
def show_calendar() -> ResponseReturnValue:
    """The month the address names as 2026-11, or this one; as a grid where there is room, and as a list on a phone."""
    actor: Actor = acting()
    return page("editorial/calendar.html", month=calendar_of(actor, _month_asked_for()))


def _month_asked_for() -> date:
    asked = request.args.get("month")
    if asked is None:
        return clock.today().replace(day=1)
    found = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", asked)
    if found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        raise Missing
    return date(int(found[1]), int(found[2]), 1)
