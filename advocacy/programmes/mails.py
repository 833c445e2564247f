"""The letters of programmes."""

from __future__ import annotations

from advocacy.foundation.letters import Letter, compose
from advocacy.foundation.pages import public_address
from advocacy.organisation.colours import text_on
from advocacy.organisation.queries import get_organisation
from advocacy.programmes.models import Programme


def launch_letter(programme: Programme, locale: str) -> Letter:
    """The kick-off message in one language; it is the initiator's own words, so it is the same for every reader."""
    colour = get_organisation().brand_colour
    return compose("programmes/mail/launch", locale, programme=programme,
                   address=public_address("programmes.show", public_id=programme.public_id),
                   letter_colour=colour, letter_text_colour=text_on(colour))
