"""Connecting an account: setting out for the network, and coming back from it with a right to post."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

import structlog
from sqlalchemy import delete

from advocacy.accounts.access import Actor
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import InvalidInput, Refusal, TooManyTries
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.sealing import BrokenSeal
from advocacy.foundation.throttle import check_tries, count_try
from advocacy.history import services as history
from advocacy.networks.accounts.account import Account, NetworkRefused, Ours
from advocacy.networks.accounts.listing import account_network
from advocacy.networks.catalogue.mastodon import server_name
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.networks.models import ConnectAttempt, Connection
from advocacy.networks.outside import ourselves, way_out
from advocacy.networks.services.apps import forget_app, keep_app, known_to, with_name
from advocacy.networks.services.ending import ATTEMPT_LIVES
from advocacy.networks.services.keys import Keep, give_back_unkept, opened_account, opened_facts, sealed_account, sealed_facts
from advocacy.networks.services.servers import remember_server

log = structlog.get_logger()
MOST_TRIES, TRIES_MINUTES = 10, 10
#: Somebody waits for these at a screen; a web worker has few threads, and most of them are for those who read.
_WAIT_SECONDS = 12.0
_at_once = threading.BoundedSemaphore(2)
_LONGEST_QUEUE_SECONDS = 2
#: A failure is told after one of these times and not before, so that nobody learns from how long it took (attack row F21).
_TELLING_TIMES = (1.0, _WAIT_SECONDS + 1)


def count_attempt(actor: Actor) -> None:
    """Counts one try to connect; raises TooManyTries. The caller commits."""
    check_tries(f"networks.connect:{actor.person.id}", MOST_TRIES)
    count_try(f"networks.connect:{actor.person.id}", TRIES_MINUTES)


def set_out(actor: Actor, kind: NetworkKind, typed: str, *, keep: Keep) -> None:
    """Asks the network how to connect, and writes down what must be known on coming back; raises InvalidInput."""
    person_id, ticket, ours = actor.person.id, actor.ticket, with_name(ourselves(kind))
    host = _server_in(typed, ours) if kind is NetworkKind.MASTODON else None
    if host is not None:
        ours = known_to(host, ours)
    keep()
    with _waited_for():
        departure = account_network(kind).depart(typed, ours, way_out(_WAIT_SECONDS))
    if host is not None and departure.facts["client_id"] != ours.client_id:
        keep_app(host, departure.facts)
    facts = {"address": departure.address, "ticket": _digest(ticket), "told": dict(departure.facts)}
    attempt = ConnectAttempt(state_digest=_digest(departure.state), person_id=person_id, network=kind, made_at=clock.now())
    attempt.sealed_facts = sealed_facts(facts)
    db.session.add(attempt)


def address_of(attempt: ConnectAttempt, actor: Actor) -> str | None:
    """Where somebody who has set out goes on to; None in another sign-in than the one they set out from."""
    try:
        facts = opened_facts(attempt.sealed_facts)
    except BrokenSeal:
        return None
    return str(facts["address"]) if facts["ticket"] == _digest(actor.ticket) else None


def come_back(actor: Actor, told: Mapping[str, str], *, keep: Keep) -> Connection:
    """Ends what ``set_out`` began with what the network put in the address. An attempt serves once, whatever comes of it."""
    kind, facts = _taken(actor, told.get("state", ""))
    keep()
    with _taking_turns():
        network, ours, outside = account_network(kind), ourselves(kind), way_out(_WAIT_SECONDS)
        try:
            account = network.arrive(facts, told, ours, outside)
        except NetworkRefused as refusal:
            if refusal.word == "app unknown":
                forget_app(kind, str(facts.get("host", "")))
                keep()
            raise
    connection, former = _connected(actor, kind, account)
    history.record("networks.connection.made", connection, by=actor.person.id, is_private=True, network=kind.value, scope=account.scope)
    keep()
    if former is not None and dict(former.secrets) != dict(account.secrets):
        give_back_unkept(network, former, ours, outside)
    return connection


def _taken(actor: Actor, state: str) -> tuple[NetworkKind, dict[str, Any]]:
    """The attempt of this person, in this sign-in, within the hour: removed and returned in one step."""
    statement = delete(ConnectAttempt).where(ConnectAttempt.state_digest == _digest(state), ConnectAttempt.person_id == actor.person.id)
    row = db.session.execute(statement.returning(ConnectAttempt.network, ConnectAttempt.sealed_facts, ConnectAttempt.made_at)).first()
    over = Refusal(_("This way to connect is over or was used already. Start again from here."))
    if row is None or row.made_at < clock.now() - ATTEMPT_LIVES:
        raise over
    try:
        facts = opened_facts(row.sealed_facts)
    except BrokenSeal as error:
        raise over from error
    if facts["ticket"] != _digest(actor.ticket):
        log.warning("attempt_from_another_sign_in", network=row.network.value)
        raise over
    return row.network, facts["told"]


def _connected(actor: Actor, kind: NetworkKind, account: Account) -> tuple[Connection, Account | None]:
    """The row of the connection, and the account that was there before; another account gets another row and another name."""
    found = db.session.scalar(
        db.select(Connection).where(Connection.person_id == actor.person.id, Connection.network == kind).with_for_update()
    )
    former = _opened(found)
    if found is not None and (found.host, found.account) != (account.host, account.account):
        db.session.delete(found)
        db.session.flush()
        found = None
    connection = found or Connection(person_id=actor.person.id, network=kind, host=account.host, account=account.account)
    connection.handle, connection.scope, connection.expires_at = account.handle, account.scope, account.expires_at
    connection.sealed_secrets, connection.connected_at = sealed_account(account), clock.now()
    connection.broken_at = connection.ended_at = connection.busy_until = None
    db.session.add(connection)
    db.session.flush()
    if kind is NetworkKind.MASTODON:
        remember_server(actor.person, account.host)
    return connection, former


def _opened(connection: Connection | None) -> Account | None:
    try:
        return opened_account(connection) if connection is not None else None
    except BrokenSeal:
        return None


def _server_in(typed: str, ours: Ours) -> str:
    """The server somebody typed; what is plainly none is told at once, for nobody was asked."""
    host = server_name(typed, ours.places)
    if host is None:
        raise InvalidInput({"typed": _("Write the name of your server, for example mastodon.social.")})
    return host


@contextmanager
def _waited_for() -> Iterator[None]:
    """Whatever goes wrong on the way to a network that somebody has named is told at the field, after a set time."""
    from advocacy.foundation.egress import EgressFailed  # It takes a third of a second to load.

    with _taking_turns():
        began = time.monotonic()
        try:
            yield
        except NetworkRefused as refusal:
            log.info("not_set_out", word=refusal.word)
            _wait_until_told(began)
            raise InvalidInput({"typed": refusal.sentence}) from refusal
        except EgressFailed as error:
            log.info("not_set_out", word=error.reason)
            _wait_until_told(began)
            raise InvalidInput({"typed": _("We could not reach it. Check the name, or try again later.")}) from error


@contextmanager
def _taking_turns() -> Iterator[None]:
    if not _at_once.acquire(timeout=_LONGEST_QUEUE_SECONDS):
        raise TooManyTries(5)
    try:
        yield
    finally:
        _at_once.release()


def _wait_until_told(began: float) -> None:
    passed = time.monotonic() - began
    time.sleep(max(0.0, next((moment for moment in _TELLING_TIMES if moment >= passed), passed) - passed))


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
