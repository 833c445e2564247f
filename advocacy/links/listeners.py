"""What links do on hearing that somebody has left."""

from __future__ import annotations

from advocacy.links import services
from advocacy.people import events as people
from advocacy.people.models import Person


@people.person_left.hear
def forget_leaver(person: Person) -> None:
    """Their links stay without a name."""
    services.forget_owner(person.id)
