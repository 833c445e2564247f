"""How networks are spoken with: through the one guarded way out, and under this installation's own name."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from advocacy.foundation.pages import settings
from advocacy.networks.accounts.account import Ours, Outside
from advocacy.networks.catalogue.network import NetworkKind

if TYPE_CHECKING:
    from advocacy.foundation.egress import Fetched

#: One answer is waited for this long at most; a picture may take a while to be sent.
_LONGEST_CALL_SECONDS = 15.0


def way_out(seconds: float) -> Outside:
    """A way out that is open for so many seconds, all calls together."""
    ends_at = time.monotonic() + seconds

    def call(method: str, url: str, *, headers: Mapping[str, str] | None = None, body: bytes = b"", limit_bytes: int = 500_000) -> Fetched:
        from advocacy.foundation import egress  # It takes a third of a second to load, and most web workers never need it.

        named = settings()
        return egress.call(
            method,
            url,
            headers=headers,
            body=body,
            limit_bytes=limit_bytes,
            deadline_seconds=max(0.1, min(_LONGEST_CALL_SECONDS, ends_at - time.monotonic())),
            allowed=named.egress_places,
            own_hosts=named.own_hosts,
            further_ports=named.egress_further_ports,
        )

    return call


def ourselves(kind: NetworkKind) -> Ours:
    """How we are known on a network; what a single Mastodon server calls us is added by those who ask it."""
    from advocacy.networks.accounts.known_as import ours_for  # Only who speaks with a network needs the cryptography.

    return ours_for(kind, settings())
