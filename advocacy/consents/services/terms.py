"""What is registered about somebody in a picture, as it was typed, and what must be there for each basis."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from advocacy.consents.models import Basis, ConsentWay, PicturedKind
from advocacy.consents.places import PLACE_LABELS, ordered
from advocacy.foundation.errors import InvalidInput
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.text import clean, clean_line
from advocacy.people.models import Person

LONGEST_NAME, LONGEST_PROOF, LONGEST_WORDS = 200, 200, 1000
#: Nobody can look further ahead than this when they say yes.
LONGEST_YEARS = 5
Problem = tuple[str, object]


@dataclass(frozen=True)
class Pictured:
    """Who can be recognised: a colleague of the directory, or a name; for a child also who answers for them."""

    kind: PicturedKind
    person: Person | None = None
    name: str = ""
    guardian: str = ""


@dataclass(frozen=True)
class Terms:
    """Why somebody may be seen, where and until when."""

    basis: Basis
    reason: str = ""
    networks: tuple[str, ...] = ()
    given_on: date | None = None
    way: ConsentWay | None = None
    proof: str = ""
    told: str = ""
    expires_on: date | None = None
    #: The networks as a list that keeps their order; made by ``checked``.
    places: list[str] = field(default_factory=list)


def checked_person(who: Pictured, basis: Basis) -> Pictured:
    """Tidied; raises InvalidInput naming what is missing."""
    tidy = replace(who, name=clean_line(who.name), guardian=clean_line(who.guardian))
    problems = dict(_person_problems(tidy, basis))
    if problems:
        raise InvalidInput(problems)
    if tidy.kind is PicturedKind.EMPLOYEE:
        return replace(tidy, name="", guardian="")
    return replace(tidy, person=None, guardian=tidy.guardian if tidy.kind is PicturedKind.CHILD else "")


def checked_terms(terms: Terms, today: date) -> Terms:
    """Tidied, without what the basis has no use for; raises InvalidInput naming what is missing."""
    tidy = replace(terms, reason=clean(terms.reason), proof=clean_line(terms.proof), told=clean(terms.told))
    tidy = replace(tidy, places=ordered(list(terms.networks)))
    shut: dict[str, object] = {}
    for name, sentence in _terms_problems(tidy, today):
        shut.setdefault(name, sentence)
    if shut:
        raise InvalidInput(shut)
    if tidy.basis is Basis.REFUSED:
        return Terms(Basis.REFUSED)
    if tidy.basis is Basis.CONSENT:
        return replace(tidy, reason="")
    return replace(tidy, given_on=None, way=None, told="")


def _person_problems(who: Pictured, basis: Basis) -> Iterator[Problem]:
    if who.kind is PicturedKind.EMPLOYEE:
        if who.person is None:
            yield "person", _("Choose the colleague.")
        return
    if not who.name:
        yield "name", _("Write the name.")
    if who.kind is PicturedKind.CHILD and basis is Basis.CONSENT and not who.guardian:
        yield "guardian", _("Write who said yes for the child.")
    for name in ("name", "guardian"):
        if len(getattr(who, name)) > LONGEST_NAME:
            yield name, _("At most %(max)d characters, please.", max=LONGEST_NAME)


def _terms_problems(terms: Terms, today: date) -> Iterator[Problem]:
    if terms.basis is Basis.REFUSED:
        return
    if not terms.places or set(terms.networks) - set(PLACE_LABELS):
        yield "networks", _("Choose where the picture may be shown.")
    if terms.expires_on is not None and terms.expires_on < today:
        yield "expires_on", _("The last day is over. Choose a later one.")
    for name, length in (("reason", LONGEST_WORDS), ("told", LONGEST_WORDS), ("proof", LONGEST_PROOF)):
        if len(getattr(terms, name)) > length:
            yield name, _("At most %(max)d characters, please.", max=length)
    if terms.basis is Basis.CONSENT:
        yield from _consent_problems(terms, today)
    elif not terms.reason:
        yield "reason", _("Write why they may be seen without their consent.")


def _consent_problems(terms: Terms, today: date) -> Iterator[Problem]:
    if terms.given_on is None:
        yield "given_on", _("Write the day they said yes.")
    elif terms.given_on > today:
        yield "given_on", _("This day is still to come.")
    if terms.way is None:
        yield "way", _("Choose how they said yes.")
    if terms.way is ConsentWay.WRITTEN and not terms.proof:
        yield "proof", _("Write where the proof lies, for example the number of the case in your records system.")
    if not terms.told:
        yield "told", _("Write what they were told: whoever says yes must know to what.")
    if terms.expires_on is None:
        yield "expires_on", _("Choose the last day. A consent does not last for ever.")
    elif terms.given_on is not None and terms.expires_on > terms.given_on + timedelta(days=366 * LONGEST_YEARS):
        yield "expires_on", _("At most %(years)d years, please. It can be renewed.", years=LONGEST_YEARS)
