"""LinkedIn in the words in which every network is spoken to; it lets programs post, and read nothing of it afterwards."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from advocacy.networks.accounts.account import Account, Departure, Draft, Ours, Outside, Posted, Reactions
from advocacy.networks.accounts.linkedin import posting, refusals, signing_in
from advocacy.networks.catalogue.network import NetworkKind


class LinkedIn:
    """Off until the settings name this installation's app there."""

    kind = NetworkKind.LINKEDIN

    def new_key(self) -> str:
        """For our own books: LinkedIn takes no key with a message."""
        return secrets.token_urlsafe(16)

    def depart(self, typed: str, ours: Ours, outside: Outside) -> Departure:
        return signing_in.depart(ours)

    def arrive(self, facts: Mapping[str, Any], told: Mapping[str, str], ours: Ours, outside: Outside) -> Account:
        return signing_in.arrive(facts, told, ours, outside)

    def needs_renewal(self, account: Account, now: datetime) -> bool:
        """Never: a token lives sixty days, and only partners of LinkedIn's may renew it."""
        return False

    def renew(self, account: Account, ours: Ours, outside: Outside) -> Account:
        raise refusals.signed_out("expired")

    def post(self, account: Account, draft: Draft, ours: Ours, outside: Outside) -> Posted:
        return posting.post(account, draft, ours, outside)

    def find(self, account: Account, draft: Draft, ours: Ours, outside: Outside) -> Posted | None:
        """Cannot be told; the person is asked to look, and nothing is sent again."""
        raise refusals.cannot_look()

    def look(self, account: Account, posted: Posted, ours: Ours, outside: Outside) -> Reactions | None:
        """Nothing is known: LinkedIn lets no program read likes and comments of a member's own post."""
        return Reactions()

    def end(self, account: Account, ours: Ours, outside: Outside) -> None:
        signing_in.end(account, ours, outside)
