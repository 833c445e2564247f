"""The form of recognition: what a leader did with a post, and their words of thanks."""

from __future__ import annotations

from wtforms import BooleanField

from advocacy.foundation.forms import Form, paragraph
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.recognition.services import LONGEST_WORDS, Deed


class ThanksForm(Form):
    """One press thanks: with a mark, with words, or with both."""

    liked = BooleanField(_("I have liked it"))
    commented = BooleanField(_("I have commented on it"))
    reshared = BooleanField(_("I have shared it onward"))
    words = paragraph(_("Your words of thanks"), required=False, length=LONGEST_WORDS)

    @property
    def deed(self) -> Deed:
        """What was filled in."""
        return Deed(self.liked.data, self.commented.data, self.reshared.data, self.words.data or "")
