"""The forms of tips: one for whoever gives, two for the board."""

from __future__ import annotations

from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice

from advocacy.foundation.forms import Form, line, paragraph
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.i18n import one_language
from advocacy.programmes.models import Programme
from advocacy.tips.models import PeopleInPicture
from advocacy.tips.services import LONGEST_TIP, SentTip
from advocacy.tips.services.answering import LONGEST_ANSWER
from advocacy.tips.services.giving import LONGEST_CONTACT


class TipForm(Form):
    """A tip in a minute: one box, and four small things nobody has to fill in."""

    words = paragraph(_("What have you seen or heard?"), length=LONGEST_TIP)
    #: On a phone the first opens the camera, the second what lies on the phone already. Either will do.
    camera = FileField(_("Take a picture"))
    picture_file = FileField(_("Choose a picture"))
    #: One that came along before, when something else in the form was wrong.
    picture = HiddenField()
    people_in_picture = RadioField(
        _("Did those in the picture say yes?"),
        validate_choice=False,
        choices=[
            SelectChoice(PeopleInPicture.NOBODY.value, _("Nobody can be recognised")),
            SelectChoice(PeopleInPicture.YES.value, _("Yes, all of them")),
            SelectChoice(PeopleInPicture.NO.value, _("No, or not yet")),
        ],
    )
    may_contact = BooleanField(_("You may contact me about it"))
    contact = line(_("How do we reach you best?"), required=False, length=LONGEST_CONTACT)
    wants_credit = BooleanField(_("Name me if it becomes a story"))

    @property
    def sent(self) -> SentTip:
        """What was typed and chosen."""
        people = self.people_in_picture.data
        return SentTip(
            words=self.words.data or "",
            picture=self.picture.data or "",
            people_in_picture=PeopleInPicture(people) if people in set(PeopleInPicture) else None,
            may_contact=bool(self.may_contact.data),
            contact=self.contact.data or "",
            wants_credit=bool(self.wants_credit.data),
        )

    @property
    def brought(self) -> Any:
        """The file that was chosen, whichever button it came by; None without one. Its name is never looked at (attack row M17)."""
        chosen = [each.data for each in (self.camera, self.picture_file) if hasattr(each.data, "read") and each.data.filename]
        return chosen[0] if chosen else None


class TakeForm(Form):
    """An editor has it, and may say a word to the giver."""

    words = paragraph(_("A word to the giver"), required=False, length=LONGEST_ANSWER)


class DeclineForm(Form):
    """The board does not use it, and says why."""

    reason = paragraph(_("Your words to the giver"), length=LONGEST_ANSWER)


class DraftForm(Form):
    """For which programme the draft is written."""

    programme = SelectField(_("Programme"), validate_choice=False)

    @classmethod
    def among(cls, programmes: list[Programme]) -> DraftForm:
        form = cls()
        form.programme.choices = [SelectChoice(each.public_id, one_language(each.name)) for each in programmes]
        return form
