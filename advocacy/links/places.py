"""Where a share may show the story's picture, in the words of the register of people in pictures."""

from __future__ import annotations

from advocacy.consents.queries import ALL_PLACES, INTERNAL, PLACE_LABELS
from advocacy.networks.catalogue.network import NetworkKind

ANYWHERE = ALL_PLACES - {INTERNAL}


def places_of(network: NetworkKind | None) -> frozenset[str]:
    """The network itself; a link that was copied, handed to another app or printed may have ended anywhere."""
    return frozenset({network.value}) if network is not None and network.value in PLACE_LABELS else ANYWHERE
