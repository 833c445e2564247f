"""What sharing does on hearing of people, and of people in pictures.

A retired or paused story needs nothing stored: each visit asks whether its story is still in the library (attack row R19).
Somebody who stops taking part keeps their shares, which are their own.
"""

from __future__ import annotations

from advocacy.consents import events as consents
from advocacy.files.models import Picture
from advocacy.people import events as people
from advocacy.people.models import Person
from advocacy.sharing import services


@people.person_left.hear
def forget_leaver(person: Person) -> None:
    """Links stay without a name."""
    services.forget_sharer(person.id)


@consents.consent_ended.hear
def ask_sharers(picture: Picture, lost: frozenset[str]) -> None:
    """Everybody who has shown the picture where it may be shown no more is asked once, kindly, to take it down."""
    services.ask_to_take_down(picture, lost)
