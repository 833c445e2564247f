"""Beginnings of a thank-you to choose from. Each stops in the middle, because only the leader knows how it goes on."""

from __future__ import annotations

from advocacy.foundation.i18n import LOCALES, in_language
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.text import key_of

#: Put into the field by a press, never sent by themselves, and refused when nothing follows (attack row L06).
BEGINNINGS = (
    _("Thank you for telling people about"),
    _("When I read it, I thought of"),
    _("I did not know this about your everyday work:"),
    _("It made me proud to read about"),
)
_ENDS = " .…:,;!–-"


def is_only_a_beginning(words: str) -> bool:
    """True when nothing of one's own follows, in whichever language the beginning was offered."""
    written = key_of(words).rstrip(_ENDS)
    for locale in LOCALES:
        with in_language(locale):
            if written in {key_of(str(beginning)).rstrip(_ENDS) for beginning in BEGINNINGS}:
                return True
    return False
