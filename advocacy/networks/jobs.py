"""What networks do by themselves: servers are asked how long a message may be, and keys that are over are given back and deleted."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import structlog

from advocacy.foundation.database import db
from advocacy.foundation.jobs import job
from advocacy.foundation.pages import settings
from advocacy.networks import services
from advocacy.networks.catalogue.mastodon import server_url
from advocacy.networks.counting import ServerLimits

log = structlog.get_logger()
LARGEST_ANSWER = 500_000
_PATHS = ("/api/v2/instance", "/api/v1/instance")


@job(services.ASK_SERVER, lease_seconds=60, tries=3)
def ask_mastodon_server(host: str) -> None:
    """Asks a server for its limits. Nothing is locked while another machine takes its time."""
    db.session.commit()
    services.keep_server_limits(host, _asked(host))


def _asked(host: str) -> ServerLimits | None:
    """What the server says at its newer address, or at the older one where it has no newer; None when that is of no use."""
    from advocacy.foundation import egress  # Web workers know this job but never do it: they start without the way out.

    named = settings()
    for path in _PATHS:
        try:
            answer = egress.fetch(
                server_url(host, named.egress_places) + path,
                accept="application/json",
                limit_bytes=LARGEST_ANSWER,
                allowed=named.egress_places,
                own_hosts=named.own_hosts,
            )
        except egress.EgressFailed as error:
            log.info("mastodon_server_silent", reason=error.reason)
            return None
        if answer.status != 404:
            return limits_in(answer.body) if answer.status == 200 else None
    return None


def limits_in(body: bytes) -> ServerLimits | None:
    """The two figures in a server's description of itself; None where they are missing or no figures."""
    try:
        told: Any = json.loads(body)["configuration"]["statuses"]
        longest, per_link = told["max_characters"], told["characters_reserved_per_url"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return ServerLimits(longest, per_link) if type(longest) is int and type(per_link) is int else None


@job(services.END_CONNECTION, lease_seconds=120, tries=8)
def end_connection(connection: str) -> None:
    """Tells a network that somebody has disconnected their account, and deletes what was kept of it."""
    services.give_back(connection, keep=db.session.commit)


@job("networks.forget_old", every=timedelta(hours=1))
def forget_old() -> None:
    """Nobody comes back from a network after an hour."""
    services.forget_old()
