"""What networks do on hearing that somebody has left."""

from __future__ import annotations

from advocacy.networks import services
from advocacy.people import events as people
from advocacy.people.models import Person


@people.person_left.hear
def forget_leaver(person: Person) -> None:
    """Their choices and their accounts go with them."""
    services.forget_person(person.id)
