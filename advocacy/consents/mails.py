"""The letters about people in pictures."""

from __future__ import annotations

from datetime import date

from advocacy.consents.models import Consent, PictureUse
from advocacy.foundation.letters import Letter, compose
from advocacy.foundation.pages import public_address
from advocacy.people.models import Person


def expiry_letter(consent: Consent, use: PictureUse, reader: Person, *, today: date) -> Letter:
    """A consent runs out soon: to an editor, with the story's title and no name but in the register itself."""
    return compose(
        "consents/mail/expiring",
        reader.locale,
        consent=consent,
        use=use,
        person=reader,
        days=((consent.expires_on or today) - today).days,
        address=public_address("consents.picture", public_id=consent.picture.public_id),
    )
