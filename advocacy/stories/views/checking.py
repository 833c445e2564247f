"""Answering a finding of the software that stands in the way of a review."""

from __future__ import annotations

from flask import flash
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import EDITORS, Actor
from advocacy.foundation.database import db
from advocacy.foundation.guards import acting, allow
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.pages import onward
from advocacy.stories.forms import ReviewForm
from advocacy.stories.reason_form import ReasonForm
from advocacy.stories.services import checking
from advocacy.stories.views.blueprint import bp
from advocacy.stories.views.desk import review_page
from advocacy.stories.views.writing import editable_story


@bp.post("/<public_id>/reason")
@allow(EDITORS)
def give_reason(public_id: str) -> ResponseReturnValue:
    """What looked like a CPR number is something else, and why; the reviewer reads the reason."""
    actor: Actor = acting()
    story, form = editable_story(actor, public_id), ReasonForm()
    if form.validate_on_submit() and form.attempt(
        lambda: checking.give_reason(story, actor, check=form.check.data or "", reason=form.reason.data or "")
    ):
        db.session.commit()
        flash(_("Thank you. Your reason stands with the story, and it can be sent to review."), "success")
        return onward("stories.review", public_id=public_id)
    return review_page(story, actor, ReviewForm(formdata=None), form)
