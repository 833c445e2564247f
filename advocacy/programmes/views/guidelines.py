"""Reading the guideline, and, for the owner and the initiator, writing and adopting it."""

from __future__ import annotations

from flask import flash
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import Actor
from advocacy.foundation.database import db, new_public_id
from advocacy.foundation.guards import SIGNED_IN, acting, allow, require
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.pages import onward, page
from advocacy.programmes import access, queries, services
from advocacy.programmes.forms import GuidelineForm
from advocacy.programmes.models import Programme
from advocacy.programmes.views.blueprint import bp, visible_programme


@bp.get("/<public_id>/guideline")
@allow(SIGNED_IN)
def guideline(public_id: str) -> ResponseReturnValue:
    """The lines as they are now; those who decide on them also see the version being written."""
    actor: Actor = acting()
    programme = visible_programme(public_id)
    may_adopt = access.can_adopt_guideline(actor, programme)
    current = queries.current_guideline(programme)
    draft = queries.find_draft(programme) if may_adopt else None
    proposal = draft.text if draft else (None if current else services.load_standard_guideline())
    return page(
        "programmes/guideline.html",
        programme=programme,
        current=current,
        draft=draft,
        proposal=proposal,
        may_adopt=may_adopt,
        may_prepare=access.can_prepare_programme(actor, programme),
        key=new_public_id(),
    )


@bp.route("/<public_id>/guideline/edit", methods=["GET", "POST"])
@allow(SIGNED_IN)
def edit_guideline(public_id: str) -> ResponseReturnValue:
    """The words of the next version. Looking at them changes nothing; saving begins the version."""
    actor: Actor = acting()
    programme = _decided_by(actor, public_id)
    current, draft = queries.current_guideline(programme), queries.find_draft(programme)
    form = GuidelineForm.of((draft or current).text if draft or current else services.load_standard_guideline())  # type: ignore[union-attr]
    if form.validate_on_submit() and form.attempt(lambda: services.write_draft(programme, form.words, actor)):
        db.session.commit()
        flash(_("Saved. Nothing changes for anybody until you adopt it."), "success")
        return onward("programmes.guideline", public_id=programme.public_id)
    return page("programmes/edit_guideline.html", programme=programme, form=form, draft=draft, current=current)


@bp.post("/<public_id>/guideline/adopt")
@allow(SIGNED_IN)
def adopt_guideline(public_id: str) -> ResponseReturnValue:
    """From now on these are the lines."""
    actor: Actor = acting()
    programme = _decided_by(actor, public_id)
    adopted = services.adopt_guideline(programme, actor)
    db.session.commit()
    flash(_("Version %(number)s is adopted.", number=adopted.number), "success")
    return onward("programmes.guideline", public_id=programme.public_id)


@bp.post("/<public_id>/guideline/discard")
@allow(SIGNED_IN)
def discard_guideline(public_id: str) -> ResponseReturnValue:
    """Throws away what is being written."""
    actor: Actor = acting()
    programme = _decided_by(actor, public_id)
    services.discard_draft(programme, actor)
    db.session.commit()
    flash(_("What was being written is gone. The adopted version stays."), "success")
    return onward("programmes.guideline", public_id=programme.public_id)


def _decided_by(actor: Actor, public_id: str) -> Programme:
    programme = visible_programme(public_id)
    require(access.can_adopt_guideline(actor, programme), _("The owner or the initiator of the programme decides on its guideline."))
    return programme
