"""WhatsApp: a message to people the person chooses there; it has no public address afterwards."""

from __future__ import annotations

from advocacy.networks.catalogue.network import Network, NetworkKind, address_with
from advocacy.networks.catalogue.written_addresses import with_link
from advocacy.networks.counting import count_without_limit


def share_address(text: str, link: str, title: str = "", server: str | None = None) -> str:
    """Opens the app on a phone and the web page elsewhere, with the message filled in."""
    return address_with("https://wa.me/?", text=with_link(text, link))


WHATSAPP = Network(
    kind=NetworkKind.WHATSAPP, label="WhatsApp", prefills_text=True, opens_tab=True,
    share_address=share_address, count=count_without_limit,
)
