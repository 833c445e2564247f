"""The register in the JSON API, so that a records system can fill it in, and tell of a withdrawal it has received."""

from __future__ import annotations

from flask import Blueprint

from advocacy.accounts.access import EDITORS, Actor
from advocacy.consents import queries, services
from advocacy.consents.models import Basis, Consent, ConsentWay, PicturedKind
from advocacy.consents.schemas import ConsentAnswer, ConsentsAnswer, ExpiringAsked, PersonSent, RegisterAnswer
from advocacy.consents.services import Pictured, Terms
from advocacy.files.models import Picture
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.guards import acting
from advocacy.foundation.operations import operation
from advocacy.people.queries import find_person

bp = Blueprint("api_consents", __name__)


@operation(bp, "GET", "/pictures/<public_id>/people", who=EDITORS, scope="consents:read")
def get_register(public_id: str) -> RegisterAnswer:
    """Who can be recognised in a picture, and on what basis."""
    actor: Actor = acting()
    return _register(queries.get_picture(actor, public_id))


@operation(bp, "POST", "/pictures/<public_id>/people", who=EDITORS, scope="consents:write", status=201)
def register_person(public_id: str, body: PersonSent) -> ConsentAnswer:
    """Registers somebody who can be recognised."""
    actor: Actor = acting()
    picture = queries.get_picture(actor, public_id)
    who = Pictured(PicturedKind(body.kind), find_person(body.person) if body.person else None, body.name, body.guardian)
    consent = services.record_consent(picture, who, _terms(body), actor)
    db.session.commit()
    return _answer(consent)


@operation(bp, "POST", "/pictures/<public_id>/nobody", who=EDITORS, scope="consents:write")
def say_nobody(public_id: str) -> RegisterAnswer:
    """Says that nobody can be recognised, in the name of the person whose token it is."""
    actor: Actor = acting()
    picture = queries.get_picture(actor, public_id)
    services.say_nobody(picture, actor)
    db.session.commit()
    return _register(picture)


@operation(bp, "GET", "/consents/expiring", who=EDITORS, scope="consents:read")
def list_expiring(query: ExpiringAsked) -> ConsentsAnswer:
    """Consents that run out soon, of pictures that readers see."""
    found = queries.consents_expiring(query.within_days, acting())
    return ConsentsAnswer(consents=[_answer(consent) for consent in found])


@operation(bp, "POST", "/consents/<public_id>/withdraw", who=EDITORS, scope="consents:write")
def withdraw(public_id: str) -> ConsentAnswer:
    """Takes a consent back at once; no reason is asked for."""
    actor: Actor = acting()
    consent = services.withdraw_consent(queries.get_consent(actor, public_id), actor)
    db.session.commit()
    return _answer(consent)


def _terms(body: PersonSent) -> Terms:
    return Terms(
        basis=Basis(body.basis),
        reason=body.reason,
        networks=tuple(body.networks),
        given_on=body.given_on,
        way=ConsentWay(body.way) if body.way else None,
        proof=body.proof,
        told=body.told,
        expires_on=body.expires_on,
    )


def _register(picture: Picture) -> RegisterAnswer:
    register = queries.register_of(picture)
    return RegisterAnswer(
        picture=picture.public_id,
        is_answered=register.is_answered,
        nobody=register.nobody.nobody_by.name if register.nobody and not register.consents else None,
        people=[_answer(consent) for consent in register.consents],
    )


def _answer(consent: Consent) -> ConsentAnswer:
    return ConsentAnswer(
        id=consent.public_id,
        reference=consent.reference,
        picture=consent.picture.public_id,
        kind=consent.kind.value,
        name=consent.shown_name,
        basis=consent.basis.value,
        networks=list(consent.networks),
        given_on=consent.given_on,
        proof=consent.proof,
        expires_on=consent.expires_on,
        withdrawn_at=consent.withdrawn_at,
        state=queries.state_of(consent, clock.today()).value,
    )
