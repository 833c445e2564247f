"""Bluesky in the words in which every network is spoken to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from advocacy.foundation import clock
from advocacy.networks.accounts.account import Account, Departure, Draft, Ours, Outside, Posted, Reactions
from advocacy.networks.accounts.bluesky import looking, posting, record, signing_in, tokens
from advocacy.networks.catalogue.network import NetworkKind

#: Keys are renewed when they are good for less than this, so that none ends on the way, nor earlier by the server's clock than by ours.
_SPARE = timedelta(minutes=5)


class Bluesky:
    """One account at a time; nothing is kept here between calls."""

    kind = NetworkKind.BLUESKY

    def new_key(self) -> str:
        return record.key_at(clock.now())

    def depart(self, typed: str, ours: Ours, outside: Outside) -> Departure:
        return signing_in.depart(typed, ours, outside)

    def arrive(self, facts: Mapping[str, Any], told: Mapping[str, str], ours: Ours, outside: Outside) -> Account:
        return signing_in.arrive(facts, told, ours, outside)

    def needs_renewal(self, account: Account, now: datetime) -> bool:
        return account.expires_at is None or account.expires_at - now < _SPARE

    def renew(self, account: Account, ours: Ours, outside: Outside) -> Account:
        return tokens.renewed(account, ours, outside)

    def post(self, account: Account, draft: Draft, ours: Ours, outside: Outside) -> Posted:
        return posting.post(account, draft, outside)

    def find(self, account: Account, draft: Draft, ours: Ours, outside: Outside) -> Posted | None:
        return posting.find(account, draft, outside)

    def look(self, account: Account, posted: Posted, ours: Ours, outside: Outside) -> Reactions | None:
        return looking.look(account, posted, ours, outside)

    def end(self, account: Account, ours: Ours, outside: Outside) -> None:
        tokens.given_back(account, ours, outside)
