"""The third way: a spreadsheet is tried, read through row by row, and imported."""

from __future__ import annotations

from flask import Response, flash
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import EDITORS, Actor
from advocacy.foundation.database import db, new_public_id
from advocacy.foundation.errors import Refusal
from advocacy.foundation.guards import acting, allow
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.i18n import ngettext
from advocacy.foundation.pages import onward, page
from advocacy.programmes.models import Programme
from advocacy.sources import queries, services
from advocacy.sources.forms import SheetForm
from advocacy.sources.models import SheetImport
from advocacy.sources.planning import KINDS, Outcome
from advocacy.sources.reading import COLUMNS, read_sheet, template
from advocacy.sources.views.blueprint import bp
from advocacy.stories.queries import writable_programmes


@bp.get("/spreadsheet")
@allow(EDITORS)
def spreadsheet() -> ResponseReturnValue:
    """The template, what its columns are, and the form to choose a file."""
    return _choosing(SheetForm())


@bp.get("/spreadsheet/template.csv")
@allow(EDITORS)
def sheet_template() -> ResponseReturnValue:
    """One row of headings in both languages."""
    answer = Response(template(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="historier-stories.csv"'
    return answer


@bp.post("/spreadsheet")
@allow(EDITORS)
def try_sheet() -> ResponseReturnValue:
    """Reads a file and shows what would happen; no story is touched."""
    actor: Actor = acting()
    form = SheetForm()
    programme = form.chosen(writable_programmes(actor))
    if programme is None:
        form.show({"programme": _("Choose a programme.")})
    elif form.validate_on_submit():
        brought = form.attempt(lambda: _tried(programme, form.sheet_bytes, actor))
        if brought is not None:
            db.session.commit()
            return onward("sources.planned", public_id=brought.public_id)
    return _choosing(form)


@bp.get("/spreadsheet/<public_id>")
@allow(EDITORS)
def planned(public_id: str) -> ResponseReturnValue:
    """Row by row: what would happen, and everything that is wrong."""
    brought = queries.get_import(acting(), public_id)
    rows = services.plan_sheet(brought) if brought.done_at is None else []
    counts = {outcome: sum(row.outcome is outcome for row in rows) for outcome in Outcome}
    return page("sources/planned.html", brought=brought, rows=rows, counts=counts, key=new_public_id())


@bp.post("/spreadsheet/<public_id>/import")
@allow(EDITORS)
def import_sheet(public_id: str) -> ResponseReturnValue:
    """Makes a draft of every row that is new, in one go."""
    actor: Actor = acting()
    brought = queries.get_import(actor, public_id)
    try:
        count = services.import_sheet(brought, actor)
    except Refusal as refusal:
        db.session.rollback()
        flash(str(refusal.sentence), "warning")
        return onward("sources.planned", public_id=public_id)
    db.session.commit()
    flash(ngettext("One draft has begun.", "%(num)d drafts have begun.", count), "success")
    return onward("sources.planned", public_id=public_id)


def _tried(programme: Programme, data: bytes, actor: Actor) -> SheetImport:
    return services.try_sheet(programme, read_sheet(data), actor)


def _choosing(form: SheetForm) -> Response:
    programmes = writable_programmes(acting())
    form.offer(programmes)
    return page("sources/spreadsheet.html", form=form, programmes=programmes, columns=COLUMNS, kinds=KINDS)
