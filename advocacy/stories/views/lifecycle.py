"""A story's way after the review: paused and back, out and restored, every version to look at, and all of it to take along."""

from __future__ import annotations

from flask import flash
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import EDITORS, Actor
from advocacy.foundation.database import db, new_public_id
from advocacy.foundation.errors import Missing
from advocacy.foundation.guards import acting, allow
from advocacy.foundation.i18n import current_locale
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.pages import onward, page
from advocacy.stories import services
from advocacy.stories.archiving import zip_answer
from advocacy.stories.comparison import differences
from advocacy.stories.forms import PauseForm, ReviewForm
from advocacy.stories.views.blueprint import bp
from advocacy.stories.views.desk import review_page
from advocacy.stories.views.writing import editable_story
from advocacy.stories.wording import wording_of


@bp.post("/<public_id>/pause")
@allow(EDITORS)
def pause(public_id: str) -> ResponseReturnValue:
    """Hides the story for the time being."""
    actor: Actor = acting()
    story, form = editable_story(actor, public_id), PauseForm()
    if form.validate_on_submit() and form.attempt(lambda: services.pause_story(story, form.reason.data or "", actor)):
        db.session.commit()
        flash(_("The story is paused. Readers do not see it, and its links say so."), "success")
        return onward("stories.review", public_id=public_id)
    return review_page(story, actor, ReviewForm(formdata=None), pause_form=form)


@bp.post("/<public_id>/resume")
@allow(EDITORS)
def resume(public_id: str) -> ResponseReturnValue:
    """The story comes back as it was."""
    actor: Actor = acting()
    services.resume_story(editable_story(actor, public_id), actor)
    db.session.commit()
    flash(_("The pause is over. Story and links are back as they were."), "success")
    return onward("stories.review", public_id=public_id)


@bp.post("/<public_id>/restore")
@allow(EDITORS)
def restore(public_id: str) -> ResponseReturnValue:
    """A story that was taken out is a draft again."""
    actor: Actor = acting()
    services.restore_story(editable_story(actor, public_id), actor)
    db.session.commit()
    flash(_("The story is back at the desk as a draft. Readers see it once another editor has approved it."), "success")
    return onward("stories.review", public_id=public_id)


@bp.get("/<public_id>/versions/<int:number>")
@allow(EDITORS)
def version(public_id: str, number: int) -> ResponseReturnValue:
    """What one version says, and how the newest differs from it."""
    actor: Actor = acting()
    story = editable_story(actor, public_id)
    found = next((each for each in story.versions if each.number == number), None)
    if found is None:
        raise Missing
    return page(
        "stories/version.html",
        story=story,
        version=found,
        differences=differences(wording_of(found), wording_of(story.latest), story.programme),
        language=found.language_for(current_locale()),
        key=new_public_id(),
    )


@bp.post("/<public_id>/versions/<int:number>/restore")
@allow(EDITORS)
def restore_version(public_id: str, number: int) -> ResponseReturnValue:
    """What an older version says becomes a new draft."""
    actor: Actor = acting()
    services.restore_version(editable_story(actor, public_id), number, actor)
    db.session.commit()
    flash(_("Version %(number)s is a new draft now. Nothing else is lost: every version stays.", number=number), "success")
    return onward("stories.review", public_id=public_id)


@bp.get("/<public_id>/archive")
@allow(EDITORS)
def archive(public_id: str) -> ResponseReturnValue:
    """Everything there is of the story as one ZIP file, for the records system."""
    actor: Actor = acting()
    story = editable_story(actor, public_id)
    return zip_answer(story)
