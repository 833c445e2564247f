"""What sharing does on hearing of people.

A retired story needs nothing stored: each visit asks whether its story is still in the library (attack row R19).
Somebody who stops taking part keeps their shares, which are their own.
"""

from __future__ import annotations

from advocacy.people import events as people
from advocacy.people.models import Person
from advocacy.sharing import services


@people.person_left.hear
def forget_leaver(person: Person) -> None:
    """Links stay without a name."""
    services.forget_sharer(person.id)
