"""What people fill in when sharing. The ordinary way has no field for what they write: those words never leave their own device.

Words are taken only by the two forms whose button says that they are: posting from here, and a plan that posts by itself.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from wtforms import BooleanField, HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, Optional

from advocacy.foundation.danish_moments import DanishMoment
from advocacy.foundation.forms import Form, line
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.i18n import moment as moment_words
from advocacy.sharing.models import PlanWay
from advocacy.sharing.post_addresses import LONGEST_ADDRESS
from advocacy.sharing.when import When

LONGEST_HOST = 253


class PressForm(Form):
    """The press on the share button: the sealed link, and what the browser tells of itself."""

    seal = HiddenField()
    language = HiddenField()
    #: The browser says that text and link are on the clipboard.
    is_copied = HiddenField()


class ConfirmForm(Form):
    """I have posted it."""

    post_address = line(_("Address of your post"), required=False, length=LONGEST_ADDRESS)
    let_leaders_see = BooleanField(_("Let my leaders see this so they can thank me"), default=True)


class ServerForm(Form):
    """One's own Mastodon server."""

    host = line(_("Your Mastodon server"), length=LONGEST_HOST)


class PostForm(Form):
    """Post from here. The browser puts the words into ``words`` at the press, and the label of the button says so."""

    seal = HiddenField()
    text_language = HiddenField()
    words = HiddenField()
    let_leaders_see = BooleanField(_("Let my leaders see this so they can thank me"), default=True)


class WhenForm(Form):
    """When: one of the moments offered by name, or one of one's own."""

    when = RadioField(_("When?"), validators=[AnyOf([each.value for each in When])])
    moment = DanishMoment(_("Day and time"), validators=[Optional()])

    def __init__(self, offered: dict[When, datetime], **named: Any) -> None:
        super().__init__(**named)
        words = {When.EVENING: _("This evening"), When.MORNING: _("Tomorrow morning")}
        choices = [SelectChoice(each.value, f"{words[each]} – {moment_words(at, 'short')}") for each, at in offered.items()]
        self.when.choices = [*choices, SelectChoice(When.MOMENT.value, str(_("Another time")))]
        is_blank = named.get("formdata", "sent") is None or not self.is_submitted()
        if is_blank and not self.when.data:
            self.when.data = next(iter(offered)).value

    @property
    def chosen(self) -> When:
        """Which of them; only after the form was found to be in order."""
        return When(self.when.data)


class PlanForm(WhenForm):
    """Share later: a reminder, or a post through one's own account."""

    seal = HiddenField()
    text_language = HiddenField()
    words = HiddenField()
    way = RadioField(_("What shall happen then?"), default=PlanWay.REMIND.value)
    planned_let_leaders_see = BooleanField(_("Let my leaders see this so they can thank me"), default=True)

    def __init__(self, offered: dict[When, datetime], posts_as: str | None, **named: Any) -> None:
        super().__init__(offered, **named)
        self.way.choices = [SelectChoice(PlanWay.REMIND.value, str(_("Remind me by letter")))]
        if posts_as:
            self.way.choices.append(SelectChoice(PlanWay.POST.value, str(_("Post it by itself as %(name)s", name=posts_as))))

    @property
    def chosen_way(self) -> PlanWay:
        """Which of them; only after the form was found to be in order."""
        return PlanWay(self.way.data)


class PlannedWordsForm(Form):
    """Other words for a plan that posts by itself."""

    words = TextAreaField(_("Your text"))
