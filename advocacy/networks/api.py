"""One's own connected accounts in the JSON API: seen and disconnected with the same services as on the page."""

from __future__ import annotations

from flask import Blueprint

from advocacy.accounts.access import Actor
from advocacy.foundation.database import db
from advocacy.foundation.guards import SIGNED_IN, acting
from advocacy.foundation.operations import operation
from advocacy.networks import queries, services
from advocacy.networks.models import Connection
from advocacy.networks.schemas import ConnectionAnswer, ConnectionsAnswer

bp = Blueprint("api_networks", __name__)


@operation(bp, "GET", "/networks/connections", who=SIGNED_IN, scope="networks:read")
def own_connections() -> ConnectionsAnswer:
    """The accounts this person has connected, without any key."""
    actor: Actor = acting()
    return ConnectionsAnswer(connections=[_told(each) for each in queries.connections_of(actor.person)])


@operation(bp, "DELETE", "/networks/connections/<public_id>", who=SIGNED_IN, scope="networks:write", status=204)
def disconnect(public_id: str) -> None:
    """Disconnects one of them: nothing is posted through it any more, its keys are given back and deleted."""
    actor: Actor = acting()
    services.disconnect(actor, queries.get_own_connection(actor.person, public_id))
    db.session.commit()


def _told(connection: Connection) -> ConnectionAnswer:
    return ConnectionAnswer(
        public_id=connection.public_id,
        network=connection.network.value,
        host=connection.host,
        handle=connection.handle,
        scope=connection.scope,
        connected_at=connection.connected_at,
        expires_at=connection.expires_at,
        is_working=connection.broken_at is None,
    )
