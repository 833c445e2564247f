"""What accounts do on hearing of people."""

from __future__ import annotations

from advocacy.accounts import services
from advocacy.mail import services as mail
from advocacy.people import events as people
from advocacy.people.models import Person


@people.person_left.hear
def end_access_of_leaver(person: Person) -> None:
    """Sign-ins and tokens end at once, and letters that wait are never sent."""
    services.end_access(person.id)
    mail.drop_letters_to(person.id)
