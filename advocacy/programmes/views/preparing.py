"""The preparation page: what is in place, what is missing, and a small page for each."""

from __future__ import annotations

from flask import flash, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from advocacy.accounts.access import Actor
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.foundation.forms import Form
from advocacy.foundation.guards import SIGNED_IN, acting, allow
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.pages import onward, page
from advocacy.programmes import access, queries
from advocacy.programmes.forms import UnitsForm
from advocacy.programmes.models import Programme
from advocacy.programmes.views.blueprint import bp, own_programme
from advocacy.programmes.views.choices import branches
from advocacy.programmes.views.steps import STEP_PAGES, StepPage

#: What was part of the launch itself and is only shown afterwards.
SETTLED_BY_LAUNCH = {"units", "kick_off"}


@bp.get("/<public_id>/prepare")
@allow(SIGNED_IN)
def prepare(public_id: str) -> ResponseReturnValue:
    """The checklist."""
    actor: Actor = acting()
    programme = own_programme(public_id)
    settled = SETTLED_BY_LAUNCH if access.is_begun(programme) else set()
    return page(
        "programmes/prepare.html",
        programme=programme,
        readiness=queries.readiness_of(programme),
        settled=settled,
        may_launch=access.can_launch_programme(actor, programme),
    )


@bp.route("/<public_id>/prepare/<step>", methods=["GET", "POST"])
@allow(SIGNED_IN)
def prepare_step(public_id: str, step: str) -> ResponseReturnValue:
    """One step: its fields, and why it matters."""
    actor: Actor = acting()
    programme = own_programme(public_id)
    step_page = STEP_PAGES.get(step)
    if step_page is None:
        raise Missing
    form = step_page.form(programme)
    if form.validate_on_submit() and form.attempt(lambda: _save(step_page, form, programme, actor)):
        db.session.commit()
        return _saved(programme)
    return page(
        "programmes/prepare_step.html",
        programme=programme,
        step=step,
        part=step_page.part,
        form=form,
        branches=branches(form.units) if isinstance(form, UnitsForm) else [],
    )


def _save(step_page: StepPage, form: Form, programme: Programme, actor: Actor) -> bool:
    step_page.save(form, programme, actor)
    return True


def _saved(programme: Programme) -> Response:
    """Back to the checklist, or straight on to the next thing that is missing."""
    flash(_("Saved."), "success")
    missing = queries.readiness_of(programme).missing_steps
    if request.form.get("then") == "next" and missing:
        return _onward_to_step(programme, missing[0].key)
    return onward("programmes.prepare", public_id=programme.public_id)


def _onward_to_step(programme: Programme, step: str) -> Response:
    if step == "guideline":
        return onward("programmes.guideline", public_id=programme.public_id)
    return onward("programmes.prepare_step", public_id=programme.public_id, step=step)
