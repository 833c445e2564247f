"""What the register does by itself: it learns where pictures are used, warns before a consent runs out, and forgets in time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import select

from advocacy.accounts.models import Role
from advocacy.accounts.queries import actor_for, people_holding
from advocacy.consents import mails
from advocacy.consents.access import can_see_register
from advocacy.consents.models import Consent, PictureUse
from advocacy.consents.queries import consents_expiring, ended_consents, register_of, sweepable_consents, sweepable_uses, uses_of
from advocacy.consents.services.recording import announce_lost
from advocacy.files.models import Picture
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.history import services as history
from advocacy.mail import services as mail
from advocacy.people.models import Person
from advocacy.programmes.models import Programme

#: Names are forgotten so many years after the picture was last seen or worked with.
KEPT_YEARS = 2
#: So many days before a consent runs out its editors get a letter: once at each.
WARNED_DAYS = (30, 7)


def tell_use(
    picture: Picture, programme: Programme, *, used_by: str, title: dict[str, str], person_id: int | None, shown_until: date | None
) -> None:
    """Whatever uses a picture says so: a draft without ``shown_until``, a story in the library with its last day."""
    use = _find_use(picture, used_by)
    if use is None:
        use = PictureUse(picture_id=picture.id, programme_id=programme.id, used_by=used_by)
        db.session.add(use)
    use.title, use.person_id, use.told_at, use.shown_until = dict(title), person_id, clock.now(), shown_until
    db.session.flush()


def forget_use(picture: Picture, *, used_by: str) -> None:
    """A draft has got another picture; one that readers have seen stays known, because its posts may still be there."""
    use = _find_use(picture, used_by)
    if use is not None and use.shown_until is None:
        db.session.delete(use)
        db.session.flush()


def end_use(picture: Picture, *, used_by: str, on: date) -> None:
    """Readers no longer see it there from that day on."""
    use = _find_use(picture, used_by)
    if use is not None and use.shown_until is not None and use.shown_until > on:
        use.shown_until = on
        db.session.flush()


def end_expired() -> int:
    """Announces consents whose last day is over: from then on they are as good as withdrawn. Returns how many."""
    ended = ended_consents(clock.today())
    for consent in ended:
        consent.expired_at = clock.now()
        history.record("consents.consent.expired", consent, by=None, picture=consent.picture.public_id)
        db.session.flush()
        announce_lost(consent.picture, register_of(consent.picture).places_on(consent.expires_on or clock.today()))
    return len(ended)


def warn_of_expiry() -> int:
    """Writes to the editors of each picture whose consent runs out soon; returns how many letters went into the outbox."""
    today, posted = clock.today(), 0
    for consent in consents_expiring(max(WARNED_DAYS)):
        left = ((consent.expires_on or today) - today).days
        warned = min(days for days in WARNED_DAYS if left <= days)
        for use in uses_of(consent.picture)[:1]:
            for reader in _readers(consent, use):
                letter = mails.expiry_letter(consent, use, reader, today=today)
                key = f"consent-expires:{consent.public_id}:{consent.expires_on}:{warned}:{reader.id}"
                posted += mail.post(letter, person_id=reader.id, address=reader.email, unique_key=key)
    return posted


def sweep_registers() -> int:
    """Forgets names two years after the picture's last use; returns how many were forgotten."""
    before = clock.today() - timedelta(days=365 * KEPT_YEARS)
    swept: Iterable[Consent | PictureUse] = [*sweepable_consents(before), *sweepable_uses(before)]
    count = 0
    for row in swept:
        count += isinstance(row, Consent)
        db.session.delete(row)
    return count


def _find_use(picture: Picture, used_by: str) -> PictureUse | None:
    return db.session.scalar(select(PictureUse).where(PictureUse.picture_id == picture.id, PictureUse.used_by == used_by))


def _readers(consent: Consent, use: PictureUse) -> list[Person]:
    """Whoever put the picture in and whoever registered the consent, as long as they are its editors; else all who are."""
    named = {number for number in (use.person_id, consent.recorded_by_id) if number is not None}
    editors = [person for person in people_holding(Role.EDITOR) if can_see_register(actor_for(person), consent.picture)]
    return [person for person in editors if person.id in named] or editors
