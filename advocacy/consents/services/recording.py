"""How somebody in a picture comes into the register, what they said yes to is renewed, and how they take it back."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from advocacy.accounts.access import Actor
from advocacy.accounts.models import Role
from advocacy.consents import events
from advocacy.consents.access import can_see_register, can_withdraw_consent
from advocacy.consents.models import Basis, Consent, PictureRegister
from advocacy.consents.queries import locked_consent, register_of
from advocacy.consents.services.terms import Pictured, Terms, checked_person, checked_terms
from advocacy.files.models import Picture
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing, Refusal
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.history import services as history

MOST_PEOPLE = 100


def say_nobody(picture: Picture, actor: Actor) -> PictureRegister:
    """An editor says, by name, that nobody can be recognised. Refused once somebody is registered."""
    _require(actor, picture)
    register = register_of(picture)
    if register.consents:
        raise Refusal(_("Somebody is registered for this picture, so somebody can be recognised in it."))
    if register.nobody is not None:
        return register.nobody
    said = PictureRegister(picture_id=picture.id, nobody_by_id=actor.person.id, nobody_at=clock.now())
    try:
        with db.session.begin_nested():
            db.session.add(said)
    except IntegrityError:  # Another editor has said the same at the same moment.
        return register_of(picture).nobody or said
    history.record("consents.picture.nobody", picture, by=actor.person.id, role=actor.role_word(Role.EDITOR))
    return said


def record_consent(picture: Picture, who: Pictured, terms: Terms, actor: Actor) -> Consent:
    """Registers somebody who can be recognised; raises InvalidInput for what is missing.

    Who has not said yes is registered as well: from then on the picture must not be used.
    """
    _require(actor, picture)
    before = register_of(picture)
    if len(before.consents) >= MOST_PEOPLE:
        raise Refusal(_("No more than %(count)d people can be registered for one picture.", count=MOST_PEOPLE))
    who, terms = checked_person(who, terms.basis), checked_terms(terms, clock.today())
    consent = Consent(picture=picture, recorded_by_id=actor.person.id)
    _put_person(consent, who)
    _put_terms(consent, terms)
    if terms.basis is Basis.REFUSED:
        consent.withdrawn_at, consent.withdrawn_by_id = clock.now(), actor.person.id
    db.session.add(consent)
    db.session.execute(delete(PictureRegister).where(PictureRegister.picture_id == picture.id))
    db.session.flush()
    _record("recorded", consent, actor)
    announce_lost(picture, before.places_on(clock.today()))
    return consent


def change_consent(consent: Consent, who: Pictured, terms: Terms, actor: Actor) -> Consent:
    """Corrects what was registered wrongly. Colleagues stay who they are; a withdrawn consent stays as it is."""
    fresh = _held(consent, actor)
    if fresh.person is not None:
        who = replace(who, kind=fresh.kind, person=fresh.person)
    who, terms = checked_person(who, terms.basis), checked_terms(terms, clock.today())
    _put_person(fresh, who)
    return _changed(fresh, terms, actor, "changed")


def renew_consent(consent: Consent, terms: Terms, actor: Actor) -> Consent:
    """The person has said yes again, from a new day and until a later one."""
    fresh = _held(consent, actor)
    terms = checked_terms(replace(terms, basis=Basis.CONSENT), clock.today())
    return _changed(fresh, terms, actor, "renewed")


def withdraw_consent(consent: Consent, actor: Actor) -> Consent:
    """Takes a consent back, at once and without a reason; stories with the picture rest from this moment on.

    A second press changes nothing. A withdrawn consent stays withdrawn: whoever says yes again is registered anew.
    """
    if not can_withdraw_consent(actor, consent):
        raise Missing
    fresh = locked_consent(consent)
    if fresh.withdrawn_at is not None:
        return fresh
    before = register_of(fresh.picture).places_on(clock.today())
    fresh.withdrawn_at, fresh.withdrawn_by_id = clock.now(), actor.person.id
    db.session.flush()
    _record("withdrawn", fresh, actor)
    announce_lost(fresh.picture, before)
    return fresh


def remove_consent(consent: Consent, actor: Actor) -> Picture:
    """Takes out somebody who is not in the picture after all; when they were the only one, this editor says that nobody is.

    Who has taken their consent back stays.
    """
    fresh = _held(consent, actor)
    picture = fresh.picture
    _record("removed", fresh, actor)
    db.session.delete(fresh)
    db.session.flush()
    if not register_of(picture).consents:
        say_nobody(picture, actor)
    return picture


def announce_lost(picture: Picture, before: frozenset[str]) -> None:
    """Tells those above where the picture may be shown no more, if anywhere."""
    lost = before - register_of(picture).places_on(clock.today())
    if lost:
        events.consent_ended.announce(picture=picture, lost=lost)


def _require(actor: Actor, picture: Picture) -> None:
    if not can_see_register(actor, picture):
        raise Missing


def _held(consent: Consent, actor: Actor) -> Consent:
    if not can_see_register(actor, consent.picture):
        raise Missing
    fresh = locked_consent(consent)
    if fresh.withdrawn_at is not None:
        raise Refusal(_("This consent has been taken back. If the person says yes again, register it anew."))
    return fresh


def _changed(consent: Consent, terms: Terms, actor: Actor, deed: str) -> Consent:
    if terms.basis is Basis.REFUSED:
        raise Refusal(_("Withdraw the consent instead: then everybody who must know is told."))
    before = register_of(consent.picture).places_on(clock.today())
    _put_terms(consent, terms)
    consent.expired_at = None
    db.session.flush()
    _record(deed, consent, actor)
    announce_lost(consent.picture, before)
    return consent


def _put_person(consent: Consent, who: Pictured) -> None:
    consent.kind, consent.person, consent.name, consent.guardian = who.kind, who.person, who.name, who.guardian


def _put_terms(consent: Consent, terms: Terms) -> None:
    for name in ("basis", "reason", "given_on", "way", "proof", "told", "expires_on"):
        setattr(consent, name, getattr(terms, name))
    consent.networks = list(terms.places)


def _record(deed: str, consent: Consent, actor: Actor) -> None:
    """Names of people in pictures never stand in the audit trail; the consent's own public name leads to them while it is kept."""
    history.record(
        f"consents.consent.{deed}",
        consent,
        by=actor.person.id,
        role=actor.role_word(Role.EDITOR),
        picture=consent.picture.public_id,
        basis=consent.basis.value,
    )
