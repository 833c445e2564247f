"""The letters of programmes."""

from __future__ import annotations

from advocacy.foundation.letters import Letter, compose
from advocacy.foundation.pages import public_address
from advocacy.programmes.models import Programme


def launch_letter(programme: Programme, locale: str) -> Letter:
    """The kick-off message in one language; it is the initiator's own words, so it is the same for every reader."""
    address = public_address("programmes.show", public_id=programme.public_id)
    return compose("programmes/mail/launch", locale, programme=programme, address=address)
