"""What sparring does on hearing of people."""

from __future__ import annotations

from advocacy.people import events as people
from advocacy.people.models import Person
from advocacy.sparring import services


@people.person_left.hear
def forget_leaver(person: Person) -> None:
    """Their texts go with them."""
    services.forget_person(person)
