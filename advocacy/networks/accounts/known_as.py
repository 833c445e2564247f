"""How each network knows this installation: gathered from the settings in one place."""

from __future__ import annotations

from advocacy.config import Settings
from advocacy.networks.accounts.account import Ours
from advocacy.networks.accounts.bluesky.client import signing_key
from advocacy.networks.catalogue.network import NetworkKind

#: The page people come back to from every network.
CALLBACK = "/networks/back"


def ours_for(kind: NetworkKind, settings: Settings, *, client_id: str = "", client_secret: str = "") -> Ours:
    """What ``kind`` has to know of us; Mastodon's id and secret differ from server to server and are given."""
    callback = settings.public_url + CALLBACK
    if kind is NetworkKind.BLUESKY:
        appview = "" if settings.bluesky_appview == "none" else settings.bluesky_appview
        key = signing_key(settings.secret_key)
        return Ours(settings.public_url, callback, signing_key=key, directory=settings.bluesky_directory, appview=appview)
    if kind is NetworkKind.LINKEDIN:
        return Ours(
            settings.public_url,
            callback,
            settings.linkedin_client_id,
            settings.linkedin_client_secret,
            version=settings.linkedin_version,
            place=settings.linkedin_url,
        )
    return Ours(settings.public_url, callback, client_id, client_secret, places=settings.egress_places)
