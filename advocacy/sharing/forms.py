"""What people fill in when sharing. There is no field for what they write: their words never leave their own device."""

from __future__ import annotations

from wtforms import BooleanField, HiddenField

from advocacy.foundation.forms import Form, line
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.sharing.evidence import LONGEST_ADDRESS

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
