"""Speaking with a network through somebody's connected account: posting, finding what was posted, looking how it fares.

Nothing is locked while another machine takes its time: each of these first has everything kept that the caller has written
(``keep``), and changes nothing itself afterwards, except that a connection whose right is gone is marked so and that is kept.
They raise NetworkRefused (the network said no; nothing was posted) and EgressFailed (it is not known what happened: look with
``find_with`` before posting again). ``connection`` is ``Connection.public_id``: rows of connections come and go, their names do not return.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import structlog

from advocacy.foundation import clock
from advocacy.foundation.sealing import BrokenSeal
from advocacy.networks.accounts.account import Account, AccountNetwork, Draft, NetworkRefused, Ours, Outside, Posted, Reactions
from advocacy.networks.accounts.listing import account_network
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.networks.outside import ourselves, way_out
from advocacy.networks.queries import find_connection_by_name
from advocacy.networks.services.keys import Keep, busy, gone, note_signed_out, opened_account, renewed, take_lease

log = structlog.get_logger()
Answer = TypeVar("Answer")
#: For a talk of several questions, a picture among them; less than a lease.
TALK_SECONDS = 60.0
_AGAIN_AFTER_SECONDS = 10


@dataclass(frozen=True)
class Line:
    """Everything that is needed to speak, with keys that are good."""

    network: AccountNetwork
    account: Account
    ours: Ours
    outside: Outside


def new_draft_key(kind: NetworkKind) -> str:
    """A key for one message, to be kept before it is posted for the first time."""
    return account_network(kind).new_key()


def post_with(connection: str, draft: Draft, *, keep: Keep) -> Posted:
    """Posts one message, once."""
    return _spoken(connection, keep, lambda line: line.network.post(line.account, draft, line.ours, line.outside))


def find_with(connection: str, draft: Draft, *, keep: Keep) -> Posted | None:
    """Whether a message we are unsure of stands there."""
    return _spoken(connection, keep, lambda line: line.network.find(line.account, draft, line.ours, line.outside))


def look_with(connection: str, posted: Posted, *, keep: Keep) -> Reactions | None:
    """How a message fares; None when it is not there any more."""
    return _spoken(connection, keep, lambda line: line.network.look(line.account, posted, line.ours, line.outside))


def _spoken(public_id: str, keep: Keep, say: Callable[[Line], Answer]) -> Answer:
    line = _ready(public_id, keep)
    try:
        return say(line)
    except NetworkRefused as refusal:
        log.info("network_refused", network=line.network.kind.value, word=refusal.word, is_final=refusal.is_final)
        if refusal.is_signed_out:
            note_signed_out(public_id, line.account)
            keep()
        raise


def _ready(public_id: str, keep: Keep) -> Line:
    """The line is open, and the transaction is over."""
    connection = find_connection_by_name(public_id)
    if connection is None or connection.ended_at is not None or connection.broken_at is not None:
        raise gone()
    network, ours, outside = account_network(connection.network), ourselves(connection.network), way_out(TALK_SECONDS)
    try:
        account = opened_account(connection)
    except BrokenSeal as error:
        connection.broken_at = clock.now()
        keep()
        raise gone() from error
    if network.needs_renewal(account, clock.now()):
        if not take_lease(public_id):
            raise busy(_AGAIN_AFTER_SECONDS)
        keep()
        account = renewed(public_id, network, ours, outside, keep=keep)
    keep()
    return Line(network, account, ours, outside)
