"""One picture's register: who can be recognised in it, that nobody can, and adding somebody."""

from __future__ import annotations

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import EDITORS, Actor
from advocacy.consents import queries, services
from advocacy.consents.forms import ConsentForm, new_consent_form, with_places
from advocacy.consents.models import PicturedKind
from advocacy.consents.views.blueprint import bp
from advocacy.files.models import Picture
from advocacy.foundation.database import db, new_public_id
from advocacy.foundation.errors import Missing
from advocacy.foundation.guards import acting, allow
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.pages import onward, page
from advocacy.foundation.text import clean_line
from advocacy.people.models import Person
from advocacy.people.queries import colleagues_named, find_person


@bp.get("/pictures/<public_id>")
@allow(EDITORS)
def picture(public_id: str) -> ResponseReturnValue:
    """The picture, the people in it, and where it is used."""
    actor: Actor = acting()
    found = queries.get_picture(actor, public_id)
    return page(
        "consents/picture.html", picture=found, register=queries.register_of(found), uses=queries.uses_of(found), key=new_public_id()
    )


@bp.post("/pictures/<public_id>/nobody")
@allow(EDITORS)
def say_nobody(public_id: str) -> ResponseReturnValue:
    """I have looked: nobody can be recognised."""
    actor: Actor = acting()
    services.say_nobody(queries.get_picture(actor, public_id), actor)
    db.session.commit()
    flash(_("Noted, with your name: nobody can be recognised in the picture."), "success")
    return onward("consents.picture", public_id=public_id)


@bp.route("/pictures/<public_id>/add", methods=["GET", "POST"])
@allow(EDITORS)
def add(public_id: str) -> ResponseReturnValue:
    """First who it is, then on what basis they may be seen."""
    actor: Actor = acting()
    found = queries.get_picture(actor, public_id)
    kind, person = _chosen()
    if kind is None:
        return _who_page(found)
    form = new_consent_form() if request.method == "GET" else with_places(ConsentForm())
    if form.validate_on_submit() and form.attempt(lambda: services.record_consent(found, form.pictured(kind, person), form.terms, actor)):
        db.session.commit()
        flash(_("Registered."), "success")
        return onward("consents.picture", public_id=public_id)
    return page(
        "consents/write.html",
        form=form,
        picture=queries.get_picture(actor, public_id),
        kind=kind,
        person=person,
        consent=None,
        action=_address(public_id, kind, person),
    )


def _who_page(found: Picture) -> ResponseReturnValue:
    words = clean_line(request.args.get("named", ""))[:100]
    return page("consents/who.html", picture=found, words=words, hits=colleagues_named(words))


def _address(public_id: str, kind: PicturedKind, person: Person | None) -> str:
    if person is not None:
        return url_for("consents.add", public_id=public_id, person=person.public_id)
    return url_for("consents.add", public_id=public_id, kind=kind.value)


def _chosen() -> tuple[PicturedKind | None, Person | None]:
    """What the page before has asked: a colleague by name, or a kind of somebody else."""
    if asked := request.args.get("person"):
        person = find_person(asked)
        if person is None or not person.is_active:
            raise Missing
        return PicturedKind.EMPLOYEE, person
    kind = request.args.get("kind")
    if kind in {PicturedKind.CITIZEN.value, PicturedKind.CHILD.value}:
        return PicturedKind(kind), None
    return None, None
