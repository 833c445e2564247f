"""The form with which somebody connects their own account."""

from __future__ import annotations

from typing import Any

from wtforms.fields.choices import SelectChoice, SelectField
from wtforms.validators import AnyOf

from advocacy.foundation.forms import Form, line
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.networks.catalogue.listing import network
from advocacy.networks.catalogue.network import NetworkKind


class ConnectForm(Form):
    """Which network, and what a person calls their server or themselves there; LinkedIn asks for neither."""

    network = SelectField(_("Network"), validators=[AnyOf([kind.value for kind in NetworkKind])])
    typed = line(_("Your server or name"), required=False, length=253)

    def __init__(self, kinds: tuple[NetworkKind, ...], **named: Any) -> None:
        super().__init__(**named)
        self.network.choices = [SelectChoice(kind.value, str(network(kind).label)) for kind in kinds]

    @property
    def kind(self) -> NetworkKind:
        """The network that was chosen; only after the form was found to be in order."""
        return NetworkKind(self.network.data)
