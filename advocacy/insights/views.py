"""What the programme does, in numbers that say what they are made of."""

from __future__ import annotations

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import Actor
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.foundation.guards import acting, allow
from advocacy.foundation.pages import page
from advocacy.insights import queries, services
from advocacy.insights.access import MEASURERS
from advocacy.insights.definitions import DEFINITIONS, KNOWN_WORDS, NEVER_SHOWN
from advocacy.insights.queries import Summary
from advocacy.insights.spreadsheet import written
from advocacy.insights.wording import COLUMN_LABELS, RUNG_LABELS

bp = Blueprint("insights", __name__, url_prefix="/insights")


def _chosen(actor: Actor) -> Summary | None:
    programme = queries.find_programme_to_measure(request.values.get("programme"))
    if programme is None:
        return None
    return queries.summary_of(actor, programme, period_key=request.values.get("period"), unit_id=request.values.get("unit"))


@bp.get("/")
@allow(MEASURERS)
def summary() -> ResponseReturnValue:
    """The numbers of a programme in a period."""
    found = _chosen(acting())
    if found is None:
        return page("insights/empty.html")
    return page(
        "insights/summary.html",
        summary=found,
        programmes=queries.measurable_programmes(),
        known=KNOWN_WORDS,
        columns=COLUMN_LABELS,
        rungs=RUNG_LABELS,
    )


@bp.get("/definitions")
@allow(MEASURERS)
def definitions() -> ResponseReturnValue:
    """What each number means, how it is known, and what is never shown."""
    return page("insights/definitions.html", definitions=DEFINITIONS.values(), known=KNOWN_WORDS, never=NEVER_SHOWN)


@bp.post("/table.csv")
@allow(MEASURERS)
def table_csv() -> ResponseReturnValue:
    """The same numbers as a file. A press, not a link: taking numbers out of the house is written down."""
    actor: Actor = acting()
    found = _chosen(actor)
    if found is None:
        raise Missing
    services.note_download(found, actor)
    db.session.commit()
    response = Response(written(found), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="insights-{found.period.key}.csv"'
    return response
