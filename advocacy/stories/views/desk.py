"""The editorial desk: the five lists, and the page of one story with its review and its history."""

from __future__ import annotations

from flask import flash, request
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import EDITORS, Actor
from advocacy.foundation import clock
from advocacy.foundation.database import db, new_public_id
from advocacy.foundation.errors import Missing
from advocacy.foundation.guards import acting, allow
from advocacy.foundation.i18n import current_locale
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.pages import onward, page
from advocacy.organisation.queries import get_organisation
from advocacy.stories import queries, services
from advocacy.stories.access import why_not_review
from advocacy.stories.comparison import differences
from advocacy.stories.forms import ReviewForm
from advocacy.stories.gates import advice_on, missing_of
from advocacy.stories.models import Story, VersionStatus
from advocacy.stories.queries import DeskList
from advocacy.stories.trail import trail_of
from advocacy.stories.views.blueprint import bp, page_number
from advocacy.stories.views.writing import editable_story, send_to_review
from advocacy.stories.wording import wording_of


@bp.get("/desk")
@allow(EDITORS)
def desk() -> ResponseReturnValue:
    """What waits for me first, then what is being written, what came back, and what is in and out of the library."""
    actor: Actor = acting()
    asked = request.args.get("list", DeskList.REVIEW.value)
    if asked not in set(DeskList):
        raise Missing
    which = DeskList(asked)
    listed = queries.desk_list(actor, which, page=page_number())
    return page(
        "stories/desk.html",
        which=which,
        listed=listed,
        counts=queries.desk_counts(actor),
        today=clock.today(),
        why_not=lambda version: why_not_review(actor, version),
    )


@bp.get("/<public_id>/review")
@allow(EDITORS)
def review(public_id: str) -> ResponseReturnValue:
    """The newest version as readers will see it, what can be done with it, and everything that has happened to it."""
    actor: Actor = acting()
    return _review_page(editable_story(actor, public_id), actor, ReviewForm())


@bp.post("/<public_id>/submit")
@allow(EDITORS)
def submit(public_id: str) -> ResponseReturnValue:
    """Asks for a second pair of eyes."""
    actor: Actor = acting()
    return send_to_review(editable_story(actor, public_id), actor)


@bp.post("/<public_id>/approve")
@allow(EDITORS)
def approve(public_id: str) -> ResponseReturnValue:
    """The version becomes the one people read."""
    actor: Actor = acting()
    story = editable_story(actor, public_id)
    services.approve_story(story, actor, edit_count=ReviewForm().read_state)
    db.session.commit()
    flash(_("Approved. The story is in the library now."), "success")
    return onward("stories.show", public_id=public_id)


@bp.post("/<public_id>/send-back")
@allow(EDITORS)
def send_back(public_id: str) -> ResponseReturnValue:
    """The version goes back to its writers with a note."""
    actor: Actor = acting()
    story, form = editable_story(actor, public_id), ReviewForm()
    if form.validate_on_submit() and form.attempt(
        lambda: services.send_back_story(story, actor, note=form.note.data or "", edit_count=form.read_state)
    ):
        db.session.commit()
        flash(_("Sent back with your note."), "success")
        return onward("stories.desk")
    return _review_page(story, actor, form)


@bp.post("/<public_id>/retire")
@allow(EDITORS)
def retire(public_id: str) -> ResponseReturnValue:
    """Takes the story out of the library; its links say so from then on."""
    actor: Actor = acting()
    services.retire_story(editable_story(actor, public_id), actor)
    db.session.commit()
    flash(_("The story is out of the library, and its links say so."), "success")
    return onward("stories.review", public_id=public_id)


def _review_page(story: Story, actor: Actor, form: ReviewForm) -> ResponseReturnValue:
    version, organisation = story.latest, get_organisation()
    form.edit_count.data = str(version.edit_count)
    before = story.published_version
    changed = differences(wording_of(before), wording_of(version), story.programme) if before and before is not version else []
    return page(
        "stories/review.html",
        form=form,
        story=story,
        version=version,
        differences=changed,
        trail=trail_of(story),
        why_not=why_not_review(actor, version),
        missing=missing_of(version, organisation, today=clock.today()),
        advice=advice_on(version, organisation),
        is_live=story.is_live_on(clock.today()),
        is_waiting=version.status is VersionStatus.IN_REVIEW,
        is_draft=version.status is VersionStatus.DRAFT,
        language=version.language_for(current_locale()),
        keys=[new_public_id() for _each in range(3)],
    )
