"""The letters of sparring. None of them repeats a word of the text or of the talk."""

from __future__ import annotations

from advocacy.foundation.letters import Letter, compose
from advocacy.foundation.pages import public_address
from advocacy.people.models import Person
from advocacy.sparring.models import OwnStory


def message_letter(own_story: OwnStory, reader: Person, author: Person) -> Letter:
    """That somebody has written; what, is read here."""
    address = public_address("sparring.show", public_id=own_story.public_id)
    is_asked = reader.id == own_story.partner_id
    return compose("sparring/mail/message", reader.locale, reader=reader, author=author, is_asked=is_asked, address=address)


def reminder_letter(partner: Person, count: int) -> Letter:
    """How many writers wait for an answer that was promised for today."""
    return compose("sparring/mail/reminder", partner.locale, partner=partner, count=count, address=public_address("sparring.asked"))
