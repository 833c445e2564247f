"""How often things are broken: a handful of times in every run of the tests, a thousand times under `make torture`."""

from __future__ import annotations

import os

IS_TORTURE = os.environ.get("ADVOCACY_TORTURE") == "1"


def times(short: int, long: int) -> int:
    """The number for this run."""
    return long if IS_TORTURE else short
