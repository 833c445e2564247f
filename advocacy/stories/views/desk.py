"""The page of one story at the editorial desk: its review, its history, and what can be done with it."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import EDITORS, Actor
from advocacy.foundation import clock
from advocacy.foundation.database import db, new_public_id
from advocacy.foundation.errors import InvalidInput
from advocacy.foundation.guards import acting, allow
from advocacy.foundation.i18n import current_locale, moment
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.pages import onward, page
from advocacy.organisation.queries import get_organisation
from advocacy.stories import services
from advocacy.stories.access import why_not_review
from advocacy.stories.comparison import differences
from advocacy.stories.forms import PauseForm, ReviewForm
from advocacy.stories.gates import advice_on, missing_of
from advocacy.stories.models import Story, StoryVersion, VersionStatus
from advocacy.stories.queries import DeskList, coming_version
from advocacy.stories.queries.checking import checklist_of
from advocacy.stories.reason_form import ReasonForm
from advocacy.stories.trail import trail_of
from advocacy.stories.views.blueprint import bp
from advocacy.stories.views.writing import editable_story, send_to_review
from advocacy.stories.wording import wording_of


@bp.get("/desk")
@allow(EDITORS)
def desk() -> ResponseReturnValue:
    """The way in of earlier days: the lists stand with the editorial board now."""
    asked = request.args.get("list")
    return redirect(url_for("editorial.stories", list=asked) if asked in set(DeskList) else url_for("editorial.inbox"), 302)


@bp.get("/<public_id>/review")
@allow(EDITORS)
def review(public_id: str) -> ResponseReturnValue:
    """The newest version as readers will see it, what can be done with it, and everything that has happened to it."""
    actor: Actor = acting()
    return review_page(editable_story(actor, public_id), actor, ReviewForm())


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
    form = ReviewForm()
    try:
        version = services.approve_story(
            story,
            actor,
            edit_count=form.read_state,
            looked_at=form.looked_at.data or (),
            is_politics_accepted=bool(form.accepts_politics.data),
        )
    except InvalidInput as refusal:
        db.session.rollback()
        form.show(refusal.problems)
        return review_page(story, actor, form)
    db.session.commit()
    flash(_approved(story, version), "success")
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
        return onward("editorial.inbox")
    return review_page(story, actor, form)


@bp.post("/<public_id>/retire")
@allow(EDITORS)
def retire(public_id: str) -> ResponseReturnValue:
    """Takes the story out of the library; its links say so from then on."""
    actor: Actor = acting()
    services.retire_story(editable_story(actor, public_id), actor)
    db.session.commit()
    flash(_("The story is out of the library, and its links say so."), "success")
    return onward("stories.review", public_id=public_id)


def _approved(story: Story, version: StoryVersion) -> str:
    """What happens now, in a sentence."""
    if version.visible_from is not None and version.visible_from > clock.now():
        return _("Approved. Readers see it from %(when)s.", when=moment(version.visible_from))
    if story.paused_at is not None:
        return _("Approved. The story is paused: readers see it once the pause is over.")
    return _("Approved. The story is in the library now.")


def review_page(
    story: Story, actor: Actor, form: ReviewForm, reason_form: ReasonForm | None = None, pause_form: PauseForm | None = None
) -> ResponseReturnValue:
    """The page of one story at the desk, with whatever form came back."""
    version, organisation = story.latest, get_organisation()
    form.edit_count.data = str(version.edit_count)
    before = story.published_version
    changed = differences(wording_of(before), wording_of(version), story.programme) if before and before is not version else []
    missing = missing_of(version, organisation, today=clock.today())
    return page(
        "stories/review.html",
        form=form,
        story=story,
        version=version,
        differences=changed,
        trail=trail_of(story),
        why_not=why_not_review(actor, version),
        missing=missing,
        checks=checklist_of(version, organisation, shut=missing),
        reason_form=reason_form or ReasonForm(formdata=None),
        pause_form=pause_form or PauseForm(formdata=None),
        is_coming=story.published_version is not None and story.waits_at(clock.now()),
        coming=coming_version(story),
        advice=advice_on(version, organisation),
        is_live=story.is_live_at(clock.now()),
        is_waiting=version.status is VersionStatus.IN_REVIEW,
        is_draft=version.status is VersionStatus.DRAFT,
        language=version.language_for(current_locale()),
        keys=[new_public_id() for _each in range(5)],
    )
