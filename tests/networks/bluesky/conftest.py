"""The little Bluesky, and somebody who has connected their account there in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from advocacy.networks.accounts.account import Account, Ours
from tests.networks.bluesky.stage import WayOut, connect, ours_at
from tests.servers.atproto import LittleBluesky, Resident, bluesky_servers

__all__ = ["bluesky_servers"]


@pytest.fixture
def outside(bluesky_servers: LittleBluesky) -> WayOut:
    return WayOut(bluesky_servers.places)


@pytest.fixture(scope="session")
def ours(bluesky_servers: LittleBluesky) -> Ours:
    return ours_at(bluesky_servers)


@pytest.fixture(scope="session")
def camilla(bluesky_servers: LittleBluesky) -> Resident:
    return bluesky_servers.resident("camilla")


@pytest.fixture(scope="session")
def account(browser: Browser, bluesky_servers: LittleBluesky, camilla: Resident, ours: Ours) -> Account:
    """Camilla's account, connected."""
    connected, _departure, _told = connect(browser, camilla, ours, WayOut(bluesky_servers.places))
    return connected
