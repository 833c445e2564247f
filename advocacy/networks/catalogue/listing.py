"""All networks in the order in which people see them."""

from __future__ import annotations

from advocacy.networks.catalogue.bluesky import BLUESKY
from advocacy.networks.catalogue.device import COPY, DEVICE
from advocacy.networks.catalogue.email import EMAIL
from advocacy.networks.catalogue.facebook import FACEBOOK
from advocacy.networks.catalogue.instagram import INSTAGRAM
from advocacy.networks.catalogue.linkedin import LINKEDIN, LINKEDIN_WITH_TEXT
from advocacy.networks.catalogue.mastodon import MASTODON
from advocacy.networks.catalogue.network import Network, NetworkKind
from advocacy.networks.catalogue.threads import THREADS
from advocacy.networks.catalogue.whatsapp import WHATSAPP
from advocacy.networks.catalogue.x import X

_IN_ORDER = (LINKEDIN, FACEBOOK, X, BLUESKY, MASTODON, THREADS, INSTAGRAM, WHATSAPP, EMAIL, COPY, DEVICE)
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
