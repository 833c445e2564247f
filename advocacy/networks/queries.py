"""What is known of networks' servers and of people's own accounts there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.networks.accounts.listing import connectable as connectable
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.networks.counting import ServerLimits
from advocacy.networks.models import ConnectAttempt, Connection, MastodonServer, NetworkApp, SharingChoice
from advocacy.people.models import Person


def find_choice(person: Person) -> SharingChoice | None:
    """What somebody prefers when sharing."""
    return db.session.scalar(select(SharingChoice).where(SharingChoice.person_id == person.id))


def find_server(host: str) -> MastodonServer | None:
    """What we know of a Mastodon server."""
    return db.session.scalar(select(MastodonServer).where(MastodonServer.host == host))


def limits_of(server: MastodonServer | None) -> ServerLimits:
    """How long a message may be there; Mastodon's own figures until the server has told its."""
    if server is None or server.max_characters is None:
        return ServerLimits()
    return ServerLimits(server.max_characters, server.characters_per_link or ServerLimits().characters_reserved_per_url)


def find_connection(person: Person, network: NetworkKind) -> Connection | None:
    """Somebody's account on a network, unless they have disconnected it; with ``broken_at`` it has to be connected again before use."""
    found = select(Connection).where(Connection.person_id == person.id, Connection.network == network, Connection.ended_at.is_(None))
    return db.session.scalar(found)


def find_connection_by_name(public_id: str) -> Connection | None:
    """A connection in whatever state, for the jobs that speak through it."""
    return db.session.scalar(select(Connection).where(Connection.public_id == public_id))


def connections_of(person: Person) -> Sequence[Connection]:
    """Somebody's connected accounts."""
    found = select(Connection).where(Connection.person_id == person.id, Connection.ended_at.is_(None))
    return db.session.scalars(found.order_by(Connection.connected_at)).all()


def get_own_connection(person: Person, public_id: str) -> Connection:
    """One's own connected account; nobody else's is there for anybody (Missing)."""
    found = select(Connection).where(Connection.public_id == public_id, Connection.person_id == person.id, Connection.ended_at.is_(None))
    connection = db.session.scalar(found)
    if connection is None:
        raise Missing
    return connection


def find_app(network: NetworkKind, host: str) -> NetworkApp | None:
    """What a server calls this installation."""
    return db.session.scalar(select(NetworkApp).where(NetworkApp.network == network, NetworkApp.host == host))


def is_connected_to(network: NetworkKind, host: str) -> bool:
    """Whether anybody's account on this server is connected and in order."""
    found = select(Connection.id).where(Connection.network == network, Connection.host == host)
    return db.session.scalar(found.where(Connection.ended_at.is_(None), Connection.broken_at.is_(None)).limit(1)) is not None


def newest_attempt(person: Person, network: NetworkKind, *, since: datetime) -> ConnectAttempt | None:
    """The last time somebody set out to connect an account."""
    found = select(ConnectAttempt).where(ConnectAttempt.person_id == person.id, ConnectAttempt.network == network)
    return db.session.scalar(found.where(ConnectAttempt.made_at >= since).order_by(ConnectAttempt.id.desc()).limit(1))
