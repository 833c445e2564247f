"""People's own accounts on Bluesky (the AT Protocol): each on a server of its own, let in by OAuth with proof of possession."""

from advocacy.networks.accounts.bluesky.network import Bluesky

NETWORK = Bluesky()

__all__ = ["NETWORK", "Bluesky"]
