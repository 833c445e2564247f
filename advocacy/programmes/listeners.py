"""What programmes do on hearing of people."""

from __future__ import annotations

from advocacy.people import events as people
from advocacy.people.models import Person
from advocacy.programmes import services


@people.person_left.hear
def stop_taking_part(person: Person) -> None:
    """Whoever leaves the house no longer takes part in anything."""
    services.stop_everything(person)
