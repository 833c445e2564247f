"""The forms of own stories: the text, whom to ask, and what one says to the other."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice

from advocacy.foundation.forms import Form, line, paragraph
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.programmes.queries import NETWORK_LABELS
from advocacy.sparring.models import OwnStory
from advocacy.sparring.queries import Partner
from advocacy.sparring.services import OwnWords
from advocacy.sparring.services.talking import LONGEST_MESSAGE
from advocacy.sparring.services.writing import LONGEST_LINE, LONGEST_TEXT


class OwnStoryForm(Form):
    """One's own text. Title and text are all it needs."""

    edit_count = HiddenField(default="0")
    title = line(_("What do you call it?"), length=LONGEST_LINE)
    words = paragraph(_("Your text"), length=LONGEST_TEXT)
    network = SelectField(
        _("Where do you think of using it?"),
        validate_choice=False,
        choices=[SelectChoice("", _("I do not know yet")), *(SelectChoice(code, label) for code, label in NETWORK_LABELS.items())],
    )
    audience = line(_("Whom is it for?"), required=False, length=LONGEST_LINE)

    @classmethod
    def of(cls, own_story: OwnStory) -> OwnStoryForm:
        """The text as it stands."""
        names = ("title", "words", "network", "audience", "edit_count")
        return cls(data={name: getattr(own_story, name) for name in names})

    @property
    def written(self) -> OwnWords:
        """What was typed."""
        return OwnWords(self.title.data or "", self.words.data or "", self.network.data or "", self.audience.data or "")

    @property
    def read_state(self) -> int:
        """Which save the writer began from."""
        count = str(self.edit_count.data or "")
        return int(count) if count.isascii() and count.isdecimal() else -1


class AskForm(Form):
    """Whom to ask, and what about."""

    partner = RadioField(_("Whom would you like to ask?"), validate_choice=False)
    words = paragraph(_("What would you like to talk about?"), length=LONGEST_MESSAGE)

    @classmethod
    def among(cls, partners: Sequence[Partner]) -> AskForm:
        form = cls()
        form.partner.choices = [SelectChoice(each.person.public_id, each.person.name) for each in partners]
        if not form.partner.data and partners:
            form.partner.data = partners[0].person.public_id
        return form


class MessageForm(Form):
    """What one says to the other."""

    words = paragraph(_("Your message"), length=LONGEST_MESSAGE)
