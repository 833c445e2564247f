"""The form with which somebody joins: one box and one press."""

from __future__ import annotations

from wtforms import BooleanField, HiddenField

from advocacy.foundation.forms import Form
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.programmes.models import Guideline


class JoinForm(Form):
    """Accepting the lines as they stood on the page."""

    guideline = HiddenField()
    accept = BooleanField(_("I have read the lines, and I can stand by them"))

    @property
    def accepted(self) -> str | None:
        """The version that was accepted, or None when the box was left empty."""
        return self.guideline.data if self.accept.data else None

    def offer(self, guideline: Guideline) -> None:
        """Shows this version, with an empty box when it is another one than was sent."""
        if self.guideline.data != guideline.public_id:
            self.guideline.data, self.accept.data = guideline.public_id, False
