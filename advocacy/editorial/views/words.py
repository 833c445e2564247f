"""The organisation's own list of political names and words, which the review page looks for."""

from __future__ import annotations

from flask import flash
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import EDITORS, Actor
from advocacy.editorial.forms import PhrasesForm
from advocacy.editorial.views.blueprint import bp
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.foundation.guards import acting, allow
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.i18n import ngettext
from advocacy.foundation.pages import onward, page
from advocacy.stories.queries.checking import find_watched_phrase, watched_phrases
from advocacy.stories.services.checking import forget_phrase, watch_phrases


@bp.route("/words", methods=["GET", "POST"])
@allow(EDITORS)
def political_words() -> ResponseReturnValue:
    """The list, and adding to it."""
    actor: Actor = acting()
    form = PhrasesForm()
    if form.validate_on_submit():
        added = form.attempt(lambda: watch_phrases(form.phrases.data or "", actor))
        if added is not None:
            db.session.commit()
            flash(ngettext("%(num)d is new on the list.", "%(num)d are new on the list.", len(added)), "success")
            return onward("editorial.political_words")
    return page("editorial/words.html", form=form, phrases=watched_phrases())


@bp.post("/words/<public_id>/remove")
@allow(EDITORS)
def remove_word(public_id: str) -> ResponseReturnValue:
    """Takes one off the list."""
    actor: Actor = acting()
    phrase = find_watched_phrase(public_id)
    if phrase is None:
        raise Missing
    forget_phrase(phrase, actor)
    db.session.commit()
    flash(_("It is off the list."), "success")
    return onward("editorial.political_words")
