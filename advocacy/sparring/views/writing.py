"""Writing in one's own name: a list, a form, and a way to delete everything."""

from __future__ import annotations

from flask import flash, url_for
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import Actor
from advocacy.foundation.database import db, new_public_id
from advocacy.foundation.guards import SIGNED_IN, acting, allow, require_visible
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.pages import onward, page
from advocacy.sparring import queries, services
from advocacy.sparring.access import is_writer
from advocacy.sparring.forms import OwnStoryForm
from advocacy.sparring.models import OwnStory
from advocacy.sparring.views.blueprint import bp, page_number


@bp.get("/")
@allow(SIGNED_IN)
def index() -> ResponseReturnValue:
    """One's own texts, and for a partner the way to those they are asked about."""
    person = acting().person
    with_news = {each.id for each in queries.own_stories_with_news(person)}
    asked_count = len(queries.talks_asked_of(person))
    listed = queries.own_stories(person, page=page_number())
    return page("sparring/index.html", listed=listed, with_news=with_news, asked_count=asked_count)


@bp.route("/add", methods=["GET", "POST"])
@allow(SIGNED_IN)
def add() -> ResponseReturnValue:
    """A new text. It is kept for its writer, and for nobody else."""
    actor: Actor = acting()
    form = OwnStoryForm()
    if form.validate_on_submit():
        own_story = form.attempt(lambda: services.write_own_story(actor, form.written))
        if own_story is not None:
            db.session.commit()
            flash(_("Saved. Only you can see it."), "success")
            return onward("sparring.show", public_id=own_story.public_id)
    return page("sparring/edit.html", form=form, own_story=None, action=url_for("sparring.add"), theirs=None)


@bp.route("/<public_id>/edit", methods=["GET", "POST"])
@allow(SIGNED_IN)
def edit(public_id: str) -> ResponseReturnValue:
    """Writing on. A partner who has been asked sees the text as it is now."""
    actor: Actor = acting()
    own_story = own_text(actor, public_id)
    form = OwnStoryForm.of(own_story)
    if form.validate_on_submit():
        if form.attempt(lambda: services.rewrite_own_story(own_story, actor, form.written, edit_count=form.read_state)):
            db.session.commit()
            flash(_("Saved."), "success")
            return onward("sparring.show", public_id=public_id)
        own_story = own_text(actor, public_id)
    theirs = own_story if form.read_state != own_story.edit_count else None
    if theirs is not None:
        form.edit_count.data, form.request_key.data = str(own_story.edit_count), new_public_id()
    return page("sparring/edit.html", form=form, own_story=own_story, action=url_for("sparring.edit", public_id=public_id), theirs=theirs)


@bp.post("/<public_id>/delete")
@allow(SIGNED_IN)
def delete(public_id: str) -> ResponseReturnValue:
    """Everything goes."""
    actor: Actor = acting()
    services.delete_own_story(own_text(actor, public_id), actor)
    db.session.commit()
    flash(_("The text is gone, and everything that was said about it."), "success")
    return onward("sparring.index")


def own_text(actor: Actor, public_id: str) -> OwnStory:
    """A text of one's own; to anybody else, the partner too, this page does not exist."""
    own_story = queries.get_own_story(actor, public_id)
    require_visible(is_writer(actor, own_story))
    return own_story
