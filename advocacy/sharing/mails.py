"""The letters of sharing."""

from __future__ import annotations

from advocacy.foundation.letters import Letter, compose
from advocacy.foundation.pages import public_address
from advocacy.people.models import Person
from advocacy.sharing.models import TakeDownRequest


def take_down_letter(request: TakeDownRequest, person: Person) -> Letter:
    """Would you take it down? Kind, once, and without the name of whoever has changed their mind."""
    version = request.story.published_version
    return compose(
        "sharing/mail/take_down",
        person.locale,
        person=person,
        title=version.title if version is not None else {},
        address=public_address("sharing.take_down", public_id=request.public_id),
    )
