"""Every way people and units change."""

from __future__ import annotations

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import InvalidInput
from advocacy.foundation.i18n import LOCALES
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.text import clean_line, key_of
from advocacy.people import events
from advocacy.people.models import Person, Unit


def add_unit(name: str, parent: Unit | None = None) -> Unit:
    """A new unit below another; without one it is the organisation itself."""
    unit = Unit(name=clean_line(name), parent_id=parent.id if parent else None, path="")
    db.session.add(unit)
    db.session.flush()
    unit.path = f"{parent.path if parent else ''}{unit.id}."
    return unit


def add_person(
    name: str,
    unit: Unit,
    *,
    email: str | None = None,
    employee_number: str | None = None,
    title: str = "",
    locale: str = "da",
    has_own_pc: bool = True,
) -> Person:
    """Somebody new. Adding a person enrols them in nothing."""
    person = Person(
        name=clean_line(name),
        unit=unit,
        title=clean_line(title),
        locale=locale if locale in LOCALES else "da",
        employee_number=employee_number,
        has_own_pc=has_own_pc,
    )
    if email:
        person.email = checked_email(email)
        person.email_key = key_of(person.email)
    db.session.add(person)
    db.session.flush()
    return person


def checked_email(text: str) -> str:
    """An address that can be written to; raises InvalidInput (attack row E02). Nothing is asked of the network."""
    from email_validator import EmailNotValidError, validate_email  # Slow to load and seldom needed.

    try:
        return str(validate_email(clean_line(text), check_deliverability=False, test_environment=True).normalized)
    except EmailNotValidError as error:
        raise InvalidInput({"email": _("This is not an e-mail address.")}) from error


def speak(person: Person, locale: str) -> None:
    """The person reads this language from now on."""
    if locale in LOCALES:
        person.locale = locale


def say_goodbye(person: Person) -> None:
    """Somebody leaves: access ends at once, what they shared stays their own."""
    person.is_active = False
    person.left_on = clock.today()
    events.person_left.announce(person=person)
