"""The networks whose accounts can be connected; each module below has its network under the name ``NETWORK``."""

from __future__ import annotations

from importlib import import_module

from advocacy.config import Settings
from advocacy.networks.accounts.account import AccountNetwork
from advocacy.networks.catalogue.network import NetworkKind

#: In the order in which people see them.
CONNECTABLE = (NetworkKind.LINKEDIN, NetworkKind.BLUESKY, NetworkKind.MASTODON)


def account_network(kind: NetworkKind) -> AccountNetwork:
    """The network of this kind. Its module is loaded when it is first spoken to: most web workers never do."""
    return import_module(f"advocacy.networks.accounts.{kind.value}").NETWORK  # type: ignore[no-any-return]


def connectable(settings: Settings) -> tuple[NetworkKind, ...]:
    """The networks that can be connected here: LinkedIn only where this installation is known there."""
    return tuple(kind for kind in CONNECTABLE if kind is not NetworkKind.LINKEDIN or settings.linkedin_client_id)
