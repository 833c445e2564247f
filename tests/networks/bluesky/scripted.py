"""An outside world that answers from a list: for what the real servers would never say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from advocacy.foundation.egress import EgressFailed, Fetched


def says(told: Any, status: int = 200, **headers: str) -> Fetched:
    """An answer with JSON, or with these very words."""
    body = told.encode() if isinstance(told, str) else json.dumps(told).encode()
    return Fetched(status, "", {name.replace("_", "-"): value for name, value in headers.items()}, body)


@dataclass
class Scripted:
    """``answers`` by address; a list is said in turn. Who is not in it does not answer."""

    answers: Mapping[str, Fetched | list[Fetched]]
    calls: list[tuple[str, str, Mapping[str, str], bytes]] = field(default_factory=list)

    def __call__(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None, body: bytes = b"", limit_bytes: int = 500_000
    ) -> Fetched:
        self.calls.append((method, url, dict(headers or {}), body))
        answer = self.answers.get(url)
        if isinstance(answer, list):
            answer = answer.pop(0) if answer else None
        if answer is None:
            raise EgressFailed("connection")
        return answer
