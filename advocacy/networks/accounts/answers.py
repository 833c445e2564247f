"""Reads what a network answers: JSON from another machine, of which nothing is taken for granted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from advocacy.foundation import clock
from advocacy.foundation.egress import EgressFailed, Fetched

_LONGEST_WAIT = 86_400


def read_object(answer: Fetched) -> dict[str, Any]:
    """The JSON object of an answer; empty where there is none."""
    try:
        told = json.loads(answer.body)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def word_in(told: Mapping[str, Any], name: str) -> str:
    """A text of the object; empty where it is none."""
    value = told.get(name)
    return value if isinstance(value, str) else ""


def number_in(told: Mapping[str, Any], name: str) -> int | None:
    """A number that counts something; None where it is none."""
    value = told.get(name)
    return value if type(value) is int and 0 <= value < 2**53 else None


def seconds_to_wait(answer: Fetched) -> int:
    """How long a network that is busy asks us to wait, by whichever header it says so; a minute where it does not."""
    after = answer.headers.get("retry-after", "")
    until = answer.headers.get("ratelimit-reset", "")
    if after.isascii() and after.isdigit() and len(after) < 8:
        return min(int(after), _LONGEST_WAIT)
    if until.isascii() and until.isdigit() and len(until) < 12:
        return max(1, min(int(until) - int(clock.now().timestamp()), _LONGEST_WAIT))
    return 60


def not_known(answer: Fetched) -> EgressFailed:
    """The machine answered that it has failed: nobody knows whether what was asked was done."""
    return EgressFailed(f"answered {answer.status}")
