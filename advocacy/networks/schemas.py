"""What the JSON API of networks answers: never a key."""

from __future__ import annotations

from datetime import datetime

from advocacy.foundation.operations import Answer


class ConnectionAnswer(Answer):
    """One of one's own accounts; connecting needs a person at a browser, so it has no operation."""

    public_id: str
    network: str
    host: str
    handle: str
    #: The rights that were given, as the network names them.
    scope: str
    connected_at: datetime
    expires_at: datetime | None
    #: False when the network has taken our right away and the account has to be connected again.
    is_working: bool


class ConnectionsAnswer(Answer):
    """All of one's own connected accounts; there are as many as networks, so they need no pages."""

    connections: list[ConnectionAnswer]
