"""What Bluesky's servers read of us: who asks people there, and the public half of the key that signs for us."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify

from advocacy.foundation.guards import EVERYONE, allow
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.networks.outside import ourselves
from advocacy.networks.views.blueprint import bp
from advocacy.organisation.queries import find_organisation

_KEPT_SECONDS = 600


@bp.get("/client-metadata.json")
@allow(EVERYONE)
def client_metadata() -> Response:
    """The description that our name at Bluesky leads to; its servers show the organisation's name when they ask people."""
    from advocacy.networks.accounts.bluesky.client import client_metadata as described  # Brings the cryptography along.

    ours, organisation = ourselves(NetworkKind.BLUESKY), find_organisation()
    return _public(described(ours, organisation.name if organisation is not None else ours.name))


@bp.get("/jwks.json")
@allow(EVERYONE)
def keys() -> Response:
    """The key that our signatures are checked with; nothing in it is secret."""
    from advocacy.networks.accounts.bluesky.client import public_keys

    return _public(public_keys(ourselves(NetworkKind.BLUESKY)))


def _public(told: dict[str, Any]) -> Response:
    answer = jsonify(told)
    answer.headers["Cache-Control"] = f"public, max-age={_KEPT_SECONDS}"
    return answer
