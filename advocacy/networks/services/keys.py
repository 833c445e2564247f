"""The keys of people's accounts: sealed where they are kept, opened where they are used, renewed by one process at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import CursorResult, or_, select, update

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.pages import settings
from advocacy.foundation.sealing import BrokenSeal, seal, unseal
from advocacy.networks.accounts.account import Account, AccountNetwork, NetworkRefused, Ours, Outside
from advocacy.networks.models import Connection

log = structlog.get_logger()
#: Commits what has been written so far. Who calls a service hands it over, and so sees where that happens.
Keep = Callable[[], None]
#: Longer than any talk with a network takes.
LEASE = timedelta(seconds=90)
_CONNECTION, _ATTEMPT, _APP = "networks.connection", "networks.attempt", "networks.app"


def sealed_account(account: Account) -> bytes:
    """The secrets of an account, as they are kept."""
    return seal(dict(account.secrets), secret=settings().secret_key, purpose=_CONNECTION)


def opened_account(connection: Connection) -> Account:
    """A connected account with its secrets; raises BrokenSeal where the installation's secret is another one now."""
    secrets = unseal(connection.sealed_secrets, secret=settings().secret_key, purpose=_CONNECTION)
    return Account(connection.host, connection.account, connection.handle, connection.scope, secrets, connection.expires_at)


def sealed_facts(facts: Any) -> bytes:
    """What must be known when somebody comes back from a network."""
    return seal(facts, secret=settings().secret_key, purpose=_ATTEMPT)


def opened_facts(sealed: bytes) -> Any:
    """The same again; raises BrokenSeal."""
    return unseal(sealed, secret=settings().secret_key, purpose=_ATTEMPT)


def sealed_app(secret: Any) -> bytes:
    """What a server gave this installation to be known by."""
    return seal(secret, secret=settings().secret_key, purpose=_APP)


def opened_app(sealed: bytes) -> Any:
    """The same again; raises BrokenSeal."""
    return unseal(sealed, secret=settings().secret_key, purpose=_APP)


def take_lease(public_id: str) -> bool:
    """Whether this process may now change the keys; nobody else may until the lease is given back or over. The caller keeps it."""
    moment = clock.now()
    is_free = or_(Connection.busy_until.is_(None), Connection.busy_until < moment)
    return _changes(public_id, is_free, busy_until=moment + LEASE)


def give_lease_back(public_id: str) -> None:
    """Others may change the keys again."""
    _changes(public_id, busy_until=None)


def note_signed_out(public_id: str, account: Account) -> None:
    """The network does not know these keys any more. Newer ones that somebody has brought meanwhile are left alone."""
    connection = _fresh(public_id)
    if connection is not None and connection.broken_at is None and _holds(connection, account):
        connection.broken_at = clock.now()
        log.info("connection_broken", network=connection.network.value)


def renewed(public_id: str, network: AccountNetwork, ours: Ours, outside: Outside, *, keep: Keep) -> Account:
    """The account with new keys, which are kept before anybody uses them. The lease is ours, and is given back in every case."""
    connection = _fresh(public_id)
    if connection is None:
        raise gone()
    account = opened_account(connection)
    keep()
    try:
        # Whoever had the lease before us may have done it.
        fresh = network.renew(account, ours, outside) if network.needs_renewal(account, clock.now()) else account
    except Exception as error:
        if isinstance(error, NetworkRefused) and error.is_signed_out:
            note_signed_out(public_id, account)
        give_lease_back(public_id)
        keep()
        raise
    is_kept = _changes(public_id, sealed_secrets=sealed_account(fresh), scope=fresh.scope, expires_at=fresh.expires_at, busy_until=None)
    keep()
    if not is_kept:
        give_back_unkept(network, fresh, ours, outside)  # The connection was taken away while we asked.
        raise gone()
    return fresh


def give_back_unkept(network: AccountNetwork, account: Account, ours: Ours, outside: Outside) -> None:
    """Keys that are kept nowhere any more. A network that does not hear it knows them until they are over; nobody else does."""
    from advocacy.foundation.egress import EgressFailed  # It takes a third of a second to load.

    try:
        network.end(account, ours, outside)
    except (NetworkRefused, EgressFailed) as error:
        log.info("keys_not_given_back", network=network.kind.value, error=type(error).__name__)


def gone() -> NetworkRefused:
    """The answer to whoever wants to speak through a connection that is no more, or has to be made anew."""
    sentence = _("Your account is not connected any more. Connect it again under My networks.")
    return NetworkRefused("not connected", sentence, is_signed_out=True)


def busy(seconds: int) -> NetworkRefused:
    """The answer to whoever wants to use or end a connection whose keys are just being changed."""
    return NetworkRefused("busy", _("Your account is busy. Try again in a moment."), is_final=False, after_seconds=seconds)


def _fresh(public_id: str) -> Connection | None:
    found = select(Connection).where(Connection.public_id == public_id).with_for_update()
    return db.session.scalar(found.execution_options(populate_existing=True))


def _holds(connection: Connection, account: Account) -> bool:
    try:
        return dict(opened_account(connection).secrets) == dict(account.secrets)
    except BrokenSeal:
        return True


def _changes(public_id: str, *conditions: Any, **values: Any) -> bool:
    done = db.session.execute(
        update(Connection)
        .where(Connection.public_id == public_id, *conditions)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    assert isinstance(done, CursorResult)
    return bool(done.rowcount)
