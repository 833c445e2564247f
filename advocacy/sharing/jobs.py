"""What sharing does by itself: asks Mastodon servers how long a message may be, and writes to those who are asked to take a post down."""

from __future__ import annotations

import json
from typing import Any

import structlog

from advocacy.foundation.database import db
from advocacy.foundation.jobs import job
from advocacy.foundation.pages import settings
from advocacy.sharing import services
from advocacy.sharing.counting import ServerLimits

log = structlog.get_logger()
LARGEST_ANSWER = 500_000
_PATHS = ("/api/v2/instance", "/api/v1/instance")


@job(services.ASK_SERVER, lease_seconds=60, tries=3)
def ask_mastodon_server(host: str) -> None:
    """Asks a server for its limits. Nothing is locked while another machine takes its time."""
    db.session.commit()
    services.keep_server_limits(host, _asked(host))


@job(services.WRITE_LETTERS)
def write_take_down_letters(picture: int) -> None:
    """A hundred letters at a time, each once, until all are in the outbox."""
    while services.write_take_down_letters(picture):
        db.session.flush()


def _asked(host: str) -> ServerLimits | None:
    """What the server says at its newer address, or at the older one where it has no newer; None when that is of no use."""
    from advocacy.foundation import egress  # Web workers know this job but never do it: they start without the way out.

    named = settings()
    for path in _PATHS:
        try:
            answer = egress.fetch(f"https://{host}{path}", accept="application/json", limit_bytes=LARGEST_ANSWER,
                           own_hosts=named.own_hosts)
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
