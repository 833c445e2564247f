"""The forms of links."""

from __future__ import annotations

from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from advocacy.foundation.forms import Form, line
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.links.services import LONGEST_LABEL

LANGUAGES = [SelectChoice("da", _("Danish")), SelectChoice("en", _("English"))]


class PosterForm(Form):
    """A link for a poster."""

    label = line(_("Where will it hang?"), length=LONGEST_LABEL, hint=_("For example: Poster in the canteen. Readers never see this."))
    language = RadioField(_("Language of the poster"), choices=LANGUAGES, default="da")
