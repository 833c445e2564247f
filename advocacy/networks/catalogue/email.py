"""E-mail: a new letter in the person's own mail program, with subject and text filled in."""

from __future__ import annotations

from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.networks.catalogue.network import Network, NetworkKind, address_with
from advocacy.networks.catalogue.written_addresses import as_sent, with_link
from advocacy.networks.counting import count_without_limit


def share_address(text: str, link: str, title: str = "", server: str | None = None) -> str:
    """RFC 6068: percent-encoded UTF-8, lines ended by CR LF, the subject on one line.

    Some mail programs cut addresses past about 2,000 characters; the text is copied for the person too.
    """
    body = with_link(text, link).replace("\n", "\r\n")
    return address_with("mailto:?", subject=" ".join(as_sent(title).split()), body=body)


EMAIL = Network(
    kind=NetworkKind.EMAIL, label=_("E-mail"), prefills_text=True, opens_tab=False,
    share_address=share_address, count=count_without_limit,
)
