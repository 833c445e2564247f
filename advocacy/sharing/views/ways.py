"""Further ways on from the page for writing: posting from here, and later."""

from __future__ import annotations

from typing import Any

from advocacy.accounts.access import Actor
from advocacy.networks.catalogue.network import Network
from advocacy.stories.models import Story


def ways(actor: Actor, story: Story, chosen: Network) -> dict[str, Any]:
    """What ``ways_on`` of templates/sharing/_ways.html is given besides the page's own: at least ``connection``."""
    return {"connection": None}
