"""One consent: correcting it, renewing it, taking it back, and taking out who was never in the picture."""

from __future__ import annotations

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import EDITORS, Actor
from advocacy.consents import queries, services
from advocacy.consents.forms import ConsentForm, RenewForm, consent_form_of, renew_form_of, with_places
from advocacy.consents.views.blueprint import bp
from advocacy.foundation.database import db, new_public_id
from advocacy.foundation.guards import acting, allow
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.pages import onward, page


@bp.route("/<public_id>/edit", methods=["GET", "POST"])
@allow(EDITORS)
def edit(public_id: str) -> ResponseReturnValue:
    """Corrects what was registered wrongly."""
    actor: Actor = acting()
    consent = queries.get_consent(actor, public_id)
    form = consent_form_of(consent) if request.method == "GET" else with_places(ConsentForm())
    kind, person = consent.kind, consent.person
    if form.validate_on_submit() and form.attempt(lambda: services.change_consent(consent, form.pictured(kind, person), form.terms, actor)):
        return _saved(public_id, _("Your changes are saved."))
    fresh = queries.get_consent(actor, public_id)
    return page(
        "consents/write.html",
        form=form,
        picture=fresh.picture,
        kind=fresh.kind,
        person=fresh.person,
        consent=fresh,
        action=url_for("consents.edit", public_id=public_id),
    )


@bp.route("/<public_id>/renew", methods=["GET", "POST"])
@allow(EDITORS)
def renew(public_id: str) -> ResponseReturnValue:
    """The person has said yes again."""
    actor: Actor = acting()
    consent = queries.get_consent(actor, public_id)
    form = renew_form_of(consent) if request.method == "GET" else with_places(RenewForm())
    if form.validate_on_submit() and form.attempt(lambda: services.renew_consent(consent, form.terms, actor)):
        return _saved(public_id, _("Renewed."))
    return page("consents/renew.html", form=form, consent=queries.get_consent(actor, public_id))


@bp.route("/<public_id>/withdraw", methods=["GET", "POST"])
@allow(EDITORS)
def withdraw(public_id: str) -> ResponseReturnValue:
    """What will happen, and one button. No reason is asked for."""
    actor: Actor = acting()
    consent = queries.get_consent(actor, public_id)
    if request.method == "GET":
        return page("consents/withdraw.html", consent=consent, uses=queries.uses_of(consent.picture), key=new_public_id())
    services.withdraw_consent(consent, actor)
    return _saved(public_id, _("Withdrawn. Stories with this picture rest from now on, and everybody who shared them is asked kindly."))


@bp.post("/<public_id>/remove")
@allow(EDITORS)
def remove(public_id: str) -> ResponseReturnValue:
    """Somebody was registered by mistake."""
    actor: Actor = acting()
    picture = services.remove_consent(queries.get_consent(actor, public_id), actor)
    name = picture.public_id
    db.session.commit()
    flash(_("Taken out of the register."), "success")
    return onward("consents.picture", public_id=name)


def _saved(public_id: str, sentence: str) -> ResponseReturnValue:
    actor: Actor = acting()
    picture = queries.get_consent(actor, public_id).picture.public_id
    db.session.commit()
    flash(sentence, "success")
    return onward("consents.picture", public_id=picture)
