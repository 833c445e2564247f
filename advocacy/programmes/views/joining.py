"""Joining, accepting a newer guideline, pausing and stopping."""

from __future__ import annotations

from flask import flash
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from advocacy.accounts.access import Actor
from advocacy.foundation.database import db
from advocacy.foundation.guards import SIGNED_IN, acting, allow, require
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.pages import onward, page
from advocacy.programmes import queries, services
from advocacy.programmes.forms import JoinForm
from advocacy.programmes.models import Programme
from advocacy.programmes.views.blueprint import bp, visible_programme


@bp.route("/<public_id>/join", methods=["GET", "POST"])
@allow(SIGNED_IN)
def join(public_id: str) -> ResponseReturnValue:
    """The lines of the guideline, one box, one press. For those who take part already it accepts a newer version."""
    actor: Actor = acting()
    programme = visible_programme(public_id)
    require(
        queries.is_invited(programme, actor.person),
        _("This programme is for other parts of the organisation, so there is nothing to join here."),
    )
    form = JoinForm()
    is_enrolled = queries.find_enrolment(programme, actor.person) is not None
    if form.validate_on_submit() and form.attempt(lambda: _enter(form, programme, actor, is_enrolled=is_enrolled)):
        db.session.commit()
        return _entered(programme, is_enrolled=is_enrolled)
    guideline = queries.current_guideline(programme)
    if guideline is None:
        return onward("programmes.show", public_id=programme.public_id)
    form.offer(guideline)
    return page("programmes/join.html", programme=programme, guideline=guideline, form=form, is_enrolled=is_enrolled)


def _entered(programme: Programme, *, is_enrolled: bool) -> Response:
    if is_enrolled:
        flash(_("Thank you for reading along."), "success")
    else:
        flash(_("Welcome. You take part from now on, as much or as little as you like."), "success")
    return onward("programmes.show", public_id=programme.public_id)


def _enter(form: JoinForm, programme: Programme, actor: Actor, *, is_enrolled: bool) -> object:
    if is_enrolled:
        return services.accept_guideline(programme, actor, form.accepted)
    return services.join_programme(programme, actor, form.accepted)


@bp.post("/<public_id>/pause")
@allow(SIGNED_IN)
def pause(public_id: str) -> ResponseReturnValue:
    """Peace, at once."""
    programme = visible_programme(public_id)
    services.pause_enrolment(programme, acting())
    return _changed(programme, _("You are on a pause. Nobody else can see it, and nothing is expected of you."))


@bp.post("/<public_id>/resume")
@allow(SIGNED_IN)
def resume(public_id: str) -> ResponseReturnValue:
    """Back again."""
    programme = visible_programme(public_id)
    services.resume_enrolment(programme, acting())
    return _changed(programme, _("Good to see you again."))


@bp.post("/<public_id>/stop")
@allow(SIGNED_IN)
def stop(public_id: str) -> ResponseReturnValue:
    """No longer part of it, at once."""
    programme = visible_programme(public_id)
    services.stop_enrolment(programme, acting())
    return _changed(programme, _("You no longer take part. Nobody else can see it, and you can always come back."))


def _changed(programme: Programme, sentence: str) -> Response:
    db.session.commit()
    flash(sentence, "success")
    return onward("programmes.show", public_id=programme.public_id)
