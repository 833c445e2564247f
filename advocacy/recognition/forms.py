"""The form of recognition: what a leader did with a post, and their words of thanks."""

from __future__ import annotations

from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice

from advocacy.foundation.forms import Form, paragraph
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.recognition.services import LONGEST_WORDS, Deed


class ThanksForm(Form):
    """One press thanks: with a mark, with words, or with both."""

    done = SelectMultipleField(
        _("What you have done there"), description=_("You do it yourself and say so here. Nobody checks, and nothing is done for you."),
        choices=[SelectChoice("liked", _("I have liked it")), SelectChoice("commented", _("I have commented on it")),
                 SelectChoice("reshared", _("I have shared it onward"))],
    )
    words = paragraph(_("Your words of thanks"), required=False, length=LONGEST_WORDS)

    @property
    def deed(self) -> Deed:
        """What was filled in."""
        done = self.done.data or []
        return Deed("liked" in done, "commented" in done, "reshared" in done, self.words.data or "")
