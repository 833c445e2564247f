"""Disconnecting: over at once for the person, and made known to the network by a job."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from sqlalchemy import delete, select, update

from advocacy.accounts.access import Actor
from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db
from advocacy.foundation.sealing import BrokenSeal
from advocacy.history import services as history
from advocacy.networks.accounts.account import NetworkRefused
from advocacy.networks.accounts.listing import account_network
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.networks.models import ConnectAttempt, Connection, SharingChoice
from advocacy.networks.outside import ourselves, way_out
from advocacy.networks.queries import find_connection_by_name
from advocacy.networks.services.keys import LEASE, Keep, busy, give_lease_back, opened_account, take_lease

log = structlog.get_logger()
END_CONNECTION = "networks.end_connection"
#: A network that cannot be told within this time is not told; the job's last try comes after it.
PATIENCE = timedelta(hours=4)
#: What the jobs should have removed by then is removed by the sweep.
_SWEPT_AFTER = timedelta(hours=12)
#: Where a right that ends cannot be renewed without the person; elsewhere ``expires_at`` is only when that is next due.
_NOT_RENEWED = (NetworkKind.LINKEDIN, NetworkKind.MASTODON)
ATTEMPT_LIVES = timedelta(hours=1)
_TALK_SECONDS = 30.0


def disconnect(actor: Actor, connection: Connection) -> None:
    """Nothing is posted through it from now on; its keys are given back and deleted by a job."""
    if connection.ended_at is None:
        _end(connection)
        history.record("networks.connection.ended", connection, by=actor.person.id, is_private=True, network=connection.network.value)


def forget_person(person_id: int) -> None:
    """Somebody has left: their accounts are disconnected, and nothing of what they preferred is kept."""
    for connection in db.session.scalars(select(Connection).where(Connection.person_id == person_id, Connection.ended_at.is_(None))):
        _end(connection)
    db.session.execute(delete(ConnectAttempt).where(ConnectAttempt.person_id == person_id))
    db.session.execute(delete(SharingChoice).where(SharingChoice.person_id == person_id))


def give_back(public_id: str, *, keep: Keep) -> None:
    """Tells the network that our right has ended, and deletes the row with its keys. What is worth another try is raised."""
    from advocacy.foundation.egress import EgressFailed  # Web workers know this job but never do it: they start without the way out.

    connection = find_connection_by_name(public_id)
    if connection is None or connection.ended_at is None:
        return
    ended_at, network = connection.ended_at, connection.network.value
    if not take_lease(public_id):
        raise busy(int(LEASE.total_seconds()))
    keep()
    try:
        _tell(connection, keep)
    except BrokenSeal:
        log.warning("keys_unreadable", network=network)
    except (NetworkRefused, EgressFailed) as error:
        if _is_worth_another_try(error, ended_at):
            give_lease_back(public_id)
            keep()
            raise
        log.warning("network_not_told", network=network, error=type(error).__name__)
    _delete_ended(Connection.public_id == public_id)


def forget_old() -> None:
    """Attempts that nobody came back from, connections whose job has died, and rights that have ended by themselves."""
    moment = clock.now()
    is_over = Connection.network.in_(_NOT_RENEWED), Connection.expires_at < moment, Connection.broken_at.is_(None)
    db.session.execute(update(Connection).where(*is_over).values(broken_at=moment))
    db.session.execute(delete(ConnectAttempt).where(ConnectAttempt.made_at < moment - ATTEMPT_LIVES))
    _delete_ended(Connection.ended_at < moment - _SWEPT_AFTER)


def _end(connection: Connection) -> None:
    connection.ended_at = clock.now()
    name = connection.public_id
    jobs.ask_for(END_CONNECTION, unique_key=f"{END_CONNECTION}:{name}:{connection.ended_at:%Y%m%d%H%M%S%f}", connection=name)


def _tell(connection: Connection, keep: Keep) -> None:
    kind, account = connection.network, opened_account(connection)
    keep()
    account_network(kind).end(account, ourselves(kind), way_out(_TALK_SECONDS))


def _is_worth_another_try(error: Exception, ended_at: datetime) -> bool:
    is_final = isinstance(error, NetworkRefused) and error.is_final
    return not is_final and clock.now() < ended_at + PATIENCE


def _delete_ended(condition: object) -> None:
    """Only what is still ended: somebody may have connected the account again meanwhile."""
    db.session.execute(delete(Connection).where(condition, Connection.ended_at.is_not(None)))  # type: ignore[arg-type]
