"""One picture's register, one consent, and whether the picture may be shown somewhere on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import joinedload

from advocacy.accounts.access import Actor
from advocacy.consents.access import can_see_register, is_own_consent
from advocacy.consents.models import Basis, Consent, PictureRegister, PictureUse
from advocacy.consents.places import ALL_PLACES, named
from advocacy.files.models import Picture
from advocacy.files.queries import find_picture
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.foundation.i18n import LazyString, day
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.text import key_of
from advocacy.people.models import Person


@dataclass(frozen=True)
class Register:
    """What is known of the people in one picture."""

    nobody: PictureRegister | None
    #: Oldest first; whoever gave a new consent after an earlier one stands here twice.
    consents: tuple[Consent, ...]

    @property
    def is_answered(self) -> bool:
        return self.nobody is not None or bool(self.consents)

    @property
    def current(self) -> tuple[Consent, ...]:
        """What counts of each person: the newest of theirs."""
        newest = {(consent.person_id or key_of(consent.name)): consent for consent in self.consents}
        return tuple(newest.values())

    def places_on(self, moment: date) -> frozenset[str]:
        """Where everybody in the picture may be seen that day. Somebody's place counts until they take it back."""
        found = ALL_PLACES
        for consent in self.current:
            found &= frozenset(consent.networks) if consent.is_valid_on(moment) else frozenset()
        return found


def get_picture(actor: Actor, public_id: str) -> Picture:
    """A picture whose register this editor may see; raises Missing."""
    picture = find_picture(public_id)
    if picture is None or not can_see_register(actor, picture):
        raise Missing
    return picture


def register_of(picture: Picture) -> Register:
    """The register of a picture, with the people in it."""
    nobody = db.session.scalar(select(PictureRegister).where(PictureRegister.picture_id == picture.id))
    statement = select(Consent).where(Consent.picture_id == picture.id).options(joinedload(Consent.person)).order_by(Consent.id)
    # Afresh: another editor may have changed it while this one waited for the story.
    return Register(nobody, tuple(db.session.scalars(statement.execution_options(populate_existing=True))))


def places_shown(picture: Picture) -> frozenset[str]:
    """Where the picture may be shown today."""
    return register_of(picture).places_on(clock.today())


def uses_of(picture: Picture) -> Sequence[PictureUse]:
    """Where a picture is used, the newest first."""
    return db.session.scalars(select(PictureUse).where(PictureUse.picture_id == picture.id).order_by(PictureUse.id.desc())).all()


def why_not_shown(picture: Picture, places: Iterable[str], *, until: date) -> LazyString | None:
    """What keeps a picture from being shown in these places through that day, in a sentence; None when nothing does."""
    register = register_of(picture)
    if not register.is_answered:
        return _("Say who can be recognised in the picture, or that nobody can. It is done under “People in the picture”.")
    for consent in register.current:
        if (sentence := _obstacle(consent, set(places), until)) is not None:
            return sentence
    return None


def _obstacle(consent: Consent, places: set[str], until: date) -> LazyString | None:
    name = consent.shown_name
    if consent.basis is Basis.REFUSED:
        return _("%(name)s has not said yes to being seen. Choose another picture.", name=name)
    if consent.withdrawn_at is not None:
        return _("%(name)s has taken the consent to this picture back. Choose another picture.", name=name)
    if consent.expires_on is not None and consent.expires_on < until:
        return _(
            "The consent of %(name)s ends on %(day)s, before the story's last day. Renew it, or choose an earlier last day.",
            name=name,
            day=_Day(consent.expires_on),
        )
    lacking = places - set(consent.networks)
    if lacking:
        return _("%(name)s has not said yes to: %(places)s.", name=name, places=_Places(lacking))
    return None


class _Day:
    """A day that is written in the reader's language when the sentence is."""

    def __init__(self, value: date) -> None:
        self._value = value

    def __str__(self) -> str:
        return day(self._value)


class _Places:
    """Places that are named in the reader's language when the sentence is."""

    def __init__(self, places: set[str]) -> None:
        self._places = places

    def __str__(self) -> str:
        return named(self._places)


def find_consent(public_id: str) -> Consent | None:
    """A consent by its public name, with its picture and person."""
    loaded = joinedload(Consent.picture), joinedload(Consent.person)
    return db.session.scalar(select(Consent).where(Consent.public_id == public_id).options(*loaded))


def get_consent(actor: Actor, public_id: str) -> Consent:
    """A consent this editor may see; raises Missing."""
    consent = find_consent(public_id)
    if consent is None or not can_see_register(actor, consent.picture):
        raise Missing
    return consent


def get_own_consent(actor: Actor, public_id: str) -> Consent:
    """A consent of one's own; raises Missing."""
    consent = find_consent(public_id)
    if consent is None or not is_own_consent(actor, consent):
        raise Missing
    return consent


def own_consents(person: Person) -> Sequence[Consent]:
    """What is registered about a colleague, the newest first."""
    statement = select(Consent).where(Consent.person_id == person.id).options(joinedload(Consent.picture))
    return db.session.scalars(statement.order_by(Consent.id.desc())).all()


def locked_consent(consent: Consent) -> Consent:
    """The consent as it is now, held until the transaction ends: of two who change it, one waits for the other."""
    statement = select(Consent).where(Consent.id == consent.id).with_for_update(of=Consent)
    return db.session.scalars(statement.execution_options(populate_existing=True)).one()


def ended_consents(today: date, *, limit: int = 200) -> Sequence[Consent]:
    """Consents whose last day is over and whose end has not been announced."""
    statement = select(Consent).where(Consent.expires_on < today, Consent.expired_at.is_(None), Consent.withdrawn_at.is_(None))
    return db.session.scalars(statement.options(joinedload(Consent.picture)).order_by(Consent.id).limit(limit)).all()


def sweepable_consents(before: date) -> Sequence[Consent]:
    """Consents to pictures that nobody has seen or written with since that day."""
    moment = clock.start_of_day(before)
    used_since = or_(PictureUse.shown_until >= before, PictureUse.told_at >= moment)
    is_used = exists().where(PictureUse.picture_id == Consent.picture_id, used_since)
    is_older = Consent.created_at < moment
    return db.session.scalars(select(Consent).where(~is_used, is_older).order_by(Consent.id).limit(500)).all()


def sweepable_uses(before: date) -> Sequence[PictureUse]:
    """Uses of pictures that ended before that day."""
    is_over = or_(PictureUse.shown_until.is_(None), PictureUse.shown_until < before)
    statement = select(PictureUse).where(is_over, PictureUse.told_at < clock.start_of_day(before))
    return db.session.scalars(statement.order_by(PictureUse.id).limit(500)).all()
