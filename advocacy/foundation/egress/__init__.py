"""The one way out: every call from this application to another machine is checked at this door."""

from advocacy.foundation.egress.calling import DEADLINE_SECONDS, LIMIT_BYTES, MOST_REDIRECTS, USER_AGENT, Fetched, Known, call, fetch
from advocacy.foundation.egress.failures import EgressFailed, EgressRefused

__all__ = [
    "DEADLINE_SECONDS",
    "LIMIT_BYTES",
    "MOST_REDIRECTS",
    "USER_AGENT",
    "EgressFailed",
    "EgressRefused",
    "Fetched",
    "Known",
    "call",
    "fetch",
]
