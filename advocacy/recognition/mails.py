"""The letter of recognition."""

from __future__ import annotations

from advocacy.foundation.letters import Letter, compose
from advocacy.foundation.pages import public_address
from advocacy.people.models import Person
from advocacy.recognition.models import Acknowledgement


def thanks_letter(acknowledgement: Acknowledgement, person: Person) -> Letter:
    """Who thanked for what and with which words, in the employee's language; the words are the leader's own and stay as written."""
    return compose("recognition/mail/thanks", person.locale, acknowledgement=acknowledgement, person=person,
                   title=acknowledgement.share.version.title, address=public_address("recognition.thanks"))
