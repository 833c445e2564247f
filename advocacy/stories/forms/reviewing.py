"""What a reviewer answers, and why a story is paused."""

from __future__ import annotations

from wtforms import BooleanField, HiddenField, SelectMultipleField
from wtforms.fields.choices import SelectChoice

from advocacy.foundation.forms import Form, line, paragraph
from advocacy.foundation.i18n import LazyString
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.stories.services.pausing import LONGEST_REASON
from advocacy.stories.services.reviewing import LONGEST_NOTE

#: What the reviewer is reminded of, by the names of services.reviewing.LOOKED_AT.
LOOKED_AT_LABELS: dict[str, LazyString] = {
    "people": _("Everybody in the pictures and in the words knows that it is told, and how"),
    "tone": _("The tone is kind, and it speaks of nobody behind their back"),
    "facts": _("It is true, and I know where to ask if somebody doubts it"),
}


class ReviewForm(Form):
    """A reviewer's answer to the state they have read; the note is for sending it back."""

    edit_count = HiddenField()
    note = paragraph(_("What should be different?"), required=False, length=LONGEST_NOTE)
    looked_at = SelectMultipleField(_("Only you can see"), choices=[SelectChoice(name, label) for name, label in LOOKED_AT_LABELS.items()])
    accepts_politics = BooleanField(_("Yes: the board has decided to tell this although it touches on politics"))

    @property
    def read_state(self) -> int:
        """Which state the reviewer has read."""
        count = str(self.edit_count.data or "")
        return int(count) if count.isdecimal() else -1


class PauseForm(Form):
    """Why a story is out of sight for the time being; the other editors read it."""

    reason = line(_("Why does it pause?"), required=False, length=LONGEST_REASON)
