"""The forms of accounts."""

from __future__ import annotations

from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from advocacy.foundation.forms import Form, clean_line, no_null_bytes
from advocacy.foundation.i18n import lazy_gettext as _


class SignInForm(Form):
    """Name and password; nothing is said of which of the two was wrong."""

    class Meta(Form.Meta):
        """Whether the form is forged is looked at before it comes here (``foundation.forgery``), without a cookie."""

        csrf = False

    name = StringField(
        _("E-mail or employee number"), [InputRequired(_("Please fill this in.")), Length(max=254), no_null_bytes], filters=[clean_line]
    )
    password = PasswordField(_("Password"), [InputRequired(_("Please fill this in.")), Length(max=1024)])
    next = HiddenField()


class PasswordForm(Form):
    """A new password."""

    old = PasswordField(_("Present password"), [InputRequired(_("Please fill this in."))])
    password = PasswordField(
        _("New password"),
        [InputRequired(_("Please fill this in."))],
        description=_("At least ten characters. Three or four words that only you would put together are good."),
    )
