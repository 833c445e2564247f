"""The form in which an editor says what a number is that looks like a CPR number."""

from __future__ import annotations

from wtforms import HiddenField

from advocacy.foundation.forms import Form, line
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.stories.checks.cpr import NAME
from advocacy.stories.services.checking import LONGEST_REASON


class ReasonForm(Form):
    """One line, kept with the version; the number itself is not asked for."""

    check = HiddenField(default=NAME)
    reason = line(_("What is it instead?"), required=False, length=LONGEST_REASON)
