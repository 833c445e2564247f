"""All networks in the order in which people see them."""

from __future__ import annotations

from advocacy.sharing.networks.bluesky import BLUESKY
from advocacy.sharing.networks.device import COPY, DEVICE
from advocacy.sharing.networks.email import EMAIL
from advocacy.sharing.networks.facebook import FACEBOOK
from advocacy.sharing.networks.linkedin import LINKEDIN, LINKEDIN_WITH_TEXT
from advocacy.sharing.networks.mastodon import MASTODON
from advocacy.sharing.networks.network import Network, NetworkKind
from advocacy.sharing.networks.threads import THREADS
from advocacy.sharing.networks.whatsapp import WHATSAPP
from advocacy.sharing.networks.x import X

_IN_ORDER = (LINKEDIN, FACEBOOK, X, BLUESKY, MASTODON, THREADS, WHATSAPP, EMAIL, COPY, DEVICE)
_BY_KIND = {each.kind: each for each in _IN_ORDER}


def network(kind: NetworkKind | str, *, linkedin_text: bool = False) -> Network:
    """The network of this kind; raises ValueError for a word that is none.

    ``linkedin_text`` is the setting of that name: LinkedIn's undocumented window, which takes the text too.
    """
    kind = NetworkKind(kind)
    return LINKEDIN_WITH_TEXT if linkedin_text and kind is NetworkKind.LINKEDIN else _BY_KIND[kind]


def all_networks(*, linkedin_text: bool = False) -> tuple[Network, ...]:
    """Every network, most used first, the two without a network of their own last."""
    return tuple(network(each.kind, linkedin_text=linkedin_text) for each in _IN_ORDER)
