"""How a call to another machine may fail, and the one sentence people are told about it."""

from __future__ import annotations

from advocacy.foundation.errors import AdvocacyError
from advocacy.foundation.i18n import lazy_gettext as _


class EgressFailed(AdvocacyError):
    """The other side could not be read. One sentence for every cause, so that nobody can map a network by it.

    ``reason`` is a word for the log, never for a page (attack row F21).
    """

    status = 502
    sentence_for_people: object = _("The page behind this address could not be read.")

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.sentence = self.sentence_for_people


class EgressRefused(EgressFailed):
    """This application does not call that address."""

    status = 422
    sentence_for_people = _("This address is not allowed.")
