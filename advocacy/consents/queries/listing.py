"""All consents an editor may see: by state, searched by name or reference, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import joinedload

from advocacy.accounts.access import Actor
from advocacy.consents.access import programmes_edited_by
from advocacy.consents.models import Basis, Consent, ConsentState, PictureUse
from advocacy.files.models import Picture
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.people.models import Person

EXPIRING_DAYS = 30
PAGE_LENGTH = 20


@dataclass(frozen=True)
class ConsentsAsked:
    """Which consents: in a state, or of a name, or both."""

    state: ConsentState = ConsentState.VALID
    words: str = ""
    page: int = 1


@dataclass(frozen=True)
class ConsentPage:
    """One page of a list."""

    consents: Sequence[Consent]
    total: int
    page: int

    @property
    def page_count(self) -> int:
        return max(1, -(-self.total // PAGE_LENGTH))


def state_of(consent: Consent, today: date) -> ConsentState:
    """Where a consent is today."""
    if consent.withdrawn_at is not None or consent.basis is Basis.REFUSED:
        return ConsentState.WITHDRAWN
    if consent.expires_on is not None and consent.expires_on < today:
        return ConsentState.EXPIRED
    if consent.expires_on is not None and consent.expires_on <= today + timedelta(days=EXPIRING_DAYS):
        return ConsentState.EXPIRING
    return ConsentState.VALID


def consent_counts(actor: Actor, words: str = "") -> dict[ConsentState, int]:
    """How many of each state, in one question; the valid ones hold those that expire soon."""
    today = clock.today()
    columns = [func.coalesce(func.sum(case((_is_in(state, today), 1), else_=0)), 0) for state in ConsentState]
    statement = select(*columns).select_from(Consent).outerjoin(Person, Person.id == Consent.person_id)
    row: Sequence[int] = db.session.execute(statement.where(_is_theirs(actor), _is_named(words))).one()
    return {state: int(count) for state, count in zip(ConsentState, row, strict=True)}


def consent_list(actor: Actor, asked: ConsentsAsked) -> ConsentPage:
    """A page of one list; raises Missing for a page that is not there."""
    today = clock.today()
    conditions = (_is_theirs(actor), _is_in(asked.state, today), _is_named(asked.words))
    joined = select(Consent).outerjoin(Person, Person.id == Consent.person_id).where(*conditions)
    total = db.session.scalar(select(func.count()).select_from(joined.subquery())) or 0
    loaded = joined.options(joinedload(Consent.person), joinedload(Consent.picture)).order_by(*_order(asked.state))
    consents = db.session.scalars(loaded.limit(PAGE_LENGTH).offset((asked.page - 1) * PAGE_LENGTH)).all()
    if not consents and asked.page > 1:
        raise Missing
    return ConsentPage(consents, total, asked.page)


def consents_expiring(within_days: int = EXPIRING_DAYS, actor: Actor | None = None) -> Sequence[Consent]:
    """Consents that run out within so many days, the first one first; for one editor, or for all of them.

    Only those count whose picture readers see, or will still see, after the consent's last day or until it.
    """
    today = clock.today()
    is_used = Consent.picture_id.in_(select(PictureUse.picture_id).where(PictureUse.shown_until >= today))
    conditions = [_is_in(ConsentState.EXPIRING, today), Consent.expires_on <= today + timedelta(days=within_days), is_used]
    if actor is not None:
        conditions.append(_is_theirs(actor))
    loaded = joinedload(Consent.person), joinedload(Consent.picture)
    return db.session.scalars(select(Consent).where(*conditions).options(*loaded).order_by(Consent.expires_on, Consent.id)).all()


def _is_theirs(actor: Actor) -> ColumnElement[bool]:
    """Pictures of programmes they write for, and what they brought themselves and is used nowhere yet; as in ``access``."""
    theirs = select(PictureUse.picture_id).where(PictureUse.programme_id.in_(programmes_edited_by(actor)))
    own = select(Picture.id).where(Picture.brought_by_id == actor.person.id, Picture.id.not_in(select(PictureUse.picture_id)))
    return or_(Consent.picture_id.in_(theirs), Consent.picture_id.in_(own))


def _is_in(state: ConsentState, today: date) -> ColumnElement[bool]:
    is_withdrawn = or_(Consent.withdrawn_at.is_not(None), Consent.basis == Basis.REFUSED)
    lasts = or_(Consent.expires_on.is_(None), Consent.expires_on >= today)
    soon = and_(Consent.expires_on >= today, Consent.expires_on <= today + timedelta(days=EXPIRING_DAYS))
    return {
        ConsentState.VALID: and_(~is_withdrawn, lasts),
        ConsentState.EXPIRING: and_(~is_withdrawn, soon),
        ConsentState.EXPIRED: and_(~is_withdrawn, Consent.expires_on < today),
        ConsentState.WITHDRAWN: is_withdrawn,
    }[state]


def _is_named(words: str) -> ColumnElement[bool]:
    if not words:
        return Consent.id.is_not(None)
    holds = (column.icontains(words, autoescape=True) for column in (Consent.name, Consent.guardian, Person.name))
    return or_(*holds, Consent.reference == words.upper())


def _order(state: ConsentState) -> tuple[Any, ...]:
    if state is ConsentState.WITHDRAWN:
        return (Consent.withdrawn_at.desc(), Consent.id.desc())
    return (Consent.expires_on.is_(None), Consent.expires_on, Consent.id)
