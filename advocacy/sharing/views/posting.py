"""Posting from here on a press, seeing how it goes, and what one may do with words that could not be posted."""

from __future__ import annotations

from flask import Response, flash, jsonify
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import Actor
from advocacy.foundation.database import db
from advocacy.foundation.guards import SIGNED_IN, acting, allow
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.pages import onward, page, settings
from advocacy.networks.catalogue.listing import network
from advocacy.sharing import queries, services
from advocacy.sharing.forms import PostForm
from advocacy.sharing.models import Share
from advocacy.sharing.presses import unsealed
from advocacy.sharing.views.blueprint import bp


@bp.post("/sharing/post")
@allow(SIGNED_IN)
def post() -> ResponseReturnValue:
    """Stores the share and has it posted in a moment. What is refused comes back with its words, for they are nowhere else."""
    actor: Actor = acting()
    form = PostForm()

    def ask() -> Share:
        made = unsealed(form.seal.data or "", settings().secret_key)
        return services.post_from_here(
            actor, made, language=form.text_language.data or "", words=form.words.data or "", let_leaders_see=form.let_leaders_see.data)

    share = form.attempt(ask) if form.validate_on_submit() else None
    if share is None:
        return page("sharing/not_taken.html", form=form, words=form.words.data or "")
    db.session.commit()
    return onward("sharing.show", public_id=share.public_id)


@bp.get("/sharing/<public_id>/posting")
@allow(SIGNED_IN)
def posting_state(public_id: str) -> Response:
    """How far it has come, in one word; static/js/posting.js asks until it changes."""
    posting = queries.find_posting(queries.get_own_share(acting(), public_id))
    return jsonify(state=queries.state_of(posting))


@bp.post("/sharing/<public_id>/posting/again")
@allow(SIGNED_IN)
def post_again(public_id: str) -> ResponseReturnValue:
    """Tries once more what surely is not there."""
    actor: Actor = acting()
    services.try_again(queries.get_own_share(actor, public_id), actor.person)
    db.session.commit()
    return onward("sharing.show", public_id=public_id)


@bp.post("/sharing/<public_id>/posting/forget")
@allow(SIGNED_IN)
def forget_words(public_id: str) -> ResponseReturnValue:
    """Deletes words that were kept to be copied."""
    services.forget_words(queries.get_own_share(acting(), public_id))
    db.session.commit()
    flash(_("Your words are deleted here."), "success")
    return onward("sharing.show", public_id=public_id)


@bp.post("/sharing/<public_id>/posting/look")
@allow(SIGNED_IN)
def look_again(public_id: str) -> ResponseReturnValue:
    """Asks the network how the post fares."""
    share = queries.get_own_share(acting(), public_id)
    services.look_now(share)
    db.session.commit()
    flash(_("We ask %(network)s. Look here again in a moment.", network=network(share.network).label), "info")
    return onward("sharing.show", public_id=public_id)
