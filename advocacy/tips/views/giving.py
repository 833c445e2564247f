"""Leaving a tip, and seeing what becomes of it: for everybody who works here."""

from __future__ import annotations

from flask import Response, flash, redirect, request
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import Actor
from advocacy.files.queries import SIZES, get_picture_file
from advocacy.files.services import bring_picture
from advocacy.foundation import clock
from advocacy.foundation.database import db, new_public_id
from advocacy.foundation.errors import InvalidInput, Missing
from advocacy.foundation.guards import SIGNED_IN, acting, allow, safe_path
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.pages import onward, page, wants_fragment
from advocacy.tips import queries, services
from advocacy.tips.access import can_take_back_tip
from advocacy.tips.forms import TipForm
from advocacy.tips.trail import way_of
from advocacy.tips.views.blueprint import bp, page_number


@bp.get("/")
@allow(SIGNED_IN)
def mine() -> ResponseReturnValue:
    """What this person has given, and how far each has come."""
    return page("tips/mine.html", listed=queries.own_tips(acting().person, page=page_number()))


@bp.route("/add", methods=["GET", "POST"])
@allow(SIGNED_IN)
def add() -> ResponseReturnValue:
    """One box, a picture if there is one, and send."""
    actor: Actor = acting()
    form = TipForm()
    if form.validate_on_submit():
        brought = form.brought
        tip = form.attempt(lambda: services.give_tip(actor, form.sent, picture_file=brought.read() if brought else None))
        if tip is not None:
            db.session.commit()
            flash(_("Thank you. The editorial board has your tip."), "thanks")
            return onward("tips.show", public_id=tip.public_id, sent=form.request_key.data)
    if request.method == "POST":
        _keep_picture(form, actor)
    return page("tips/add.html", form=form, longest=services.LONGEST_TIP)


@bp.get("/<public_id>")
@allow(SIGNED_IN)
def show(public_id: str) -> ResponseReturnValue:
    """One's own tip: the whole way it has come, and what one may still choose."""
    actor: Actor = acting()
    tip = queries.get_own_tip(actor.person, public_id)
    return page(
        "tips/show.html",
        tip=tip,
        way=way_of(tip),
        can_take_back=can_take_back_tip(actor, tip),
        keys=[new_public_id() for _each in range(2)],
        sent=request.args.get("sent"),
    )


@bp.post("/<public_id>/seen")
@allow(SIGNED_IN)
def see(public_id: str) -> ResponseReturnValue:
    """The answer has been seen: said by the page itself when it is opened, or by a press."""
    actor: Actor = acting()
    services.see_news(queries.get_own_tip(actor.person, public_id), actor)
    db.session.commit()
    return page("tips/_seen.html") if wants_fragment() else redirect(safe_path(request.form.get("next")), 303)


@bp.post("/<public_id>/credit")
@allow(SIGNED_IN)
def credit(public_id: str) -> ResponseReturnValue:
    """To be named beside the story, or not."""
    actor: Actor = acting()
    is_wished = request.form.get("is_wished") == "1"
    services.wish_for_credit(queries.get_own_tip(actor.person, public_id), actor, is_wished=is_wished)
    db.session.commit()
    flash(_("Your name will stand beside the story.") if is_wished else _("Your name will not stand anywhere."), "success")
    return onward("tips.show", public_id=public_id)


@bp.post("/<public_id>/take-back")
@allow(SIGNED_IN)
def take_back(public_id: str) -> ResponseReturnValue:
    """Everything in it is removed."""
    actor: Actor = acting()
    services.take_back_tip(queries.get_own_tip(actor.person, public_id), actor)
    db.session.commit()
    flash(_("The tip is gone, words and picture. Nobody asks why."), "success")
    return onward("tips.mine")


@bp.get("/<public_id>/picture/<size>")
@allow(SIGNED_IN)
def picture(public_id: str, size: str) -> ResponseReturnValue:
    """The picture of one's own tip. Until a story shows it, nobody else but editors can see it."""
    tip = queries.get_own_tip(acting().person, public_id)
    if tip.picture is None:
        raise Missing
    path, _found = get_picture_file(tip.picture.public_id, size, day=clock.today(), sees_all=True)
    response = Response(path.read_bytes(), mimetype=SIZES[size].media_type)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _keep_picture(form: TipForm, actor: Actor) -> None:
    """A browser forgets the file that was chosen when a form comes back, so a good one is brought in now and named in the form.

    What was tried before is undone first. The form gets a key of its own: the old one must not be taken for carried out.
    """
    brought, number = form.brought, actor.person.id
    db.session.rollback()
    form.request_key.data = new_public_id()
    if brought is None or form.picture_file.errors:
        return
    brought.seek(0)
    try:
        kept = bring_picture(brought.read(), by=number)
    except InvalidInput as refusal:
        db.session.rollback()
        form.show(refusal.problems)
        return
    form.picture.data = kept.public_id
    db.session.commit()
