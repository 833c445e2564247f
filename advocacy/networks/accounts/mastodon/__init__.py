"""Mastodon, and the many servers that speak as it does: each is asked what it can, and knows us by a name of its own."""

from advocacy.networks.accounts.mastodon.account import NETWORK

__all__ = ["NETWORK"]
