"""Copying, and the phone's own share sheet: the person takes text and link along, wherever they go."""

from __future__ import annotations

from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.networks.catalogue.network import Network, NetworkKind
from advocacy.networks.counting import count_without_limit


def no_address(text: str, link: str, title: str = "", server: str | None = None) -> None:
    """Nothing opens: the browser copies, or hands the text to the device."""


COPY = Network(
    kind=NetworkKind.COPY, label=_("Copy"), prefills_text=True, opens_tab=False,
    share_address=no_address, count=count_without_limit,
)
DEVICE = Network(
    kind=NetworkKind.DEVICE, label=_("Device's share sheet"), prefills_text=True, opens_tab=False,
    share_address=no_address, count=count_without_limit,
)
