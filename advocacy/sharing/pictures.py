"""Which picture of a story may be seen on a network: only where everybody in it has said yes to that very network."""

from __future__ import annotations

from advocacy.consents.queries import places_shown
from advocacy.files.models import Picture
from advocacy.links.queries import places_of
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.stories.models import StoryVersion


def picture_shown(version: StoryVersion, network: NetworkKind) -> Picture | None:
    """The story's picture where it may be shown there today; None without one, or where somebody in it has not said yes."""
    picture = version.picture if version.has_picture else None
    return picture if picture is not None and places_of(network) <= places_shown(picture) else None
