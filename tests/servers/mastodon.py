"""A server that behaves as Mastodon itself does, where snac2 does not: keys that make one message only, limits, faults on demand."""

from __future__ import annotations

import json
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.ports import free_port
from tests.servers import served

NAME = "mastodon_mock"
#: Two people with tokens of their own; and the switch for faults.
_SETTINGS = """
domain = "{place}"
url_scheme = "http"
[faults]
enabled = true
[[seed.accounts]]
username = "medarbejder"
access_token = "medarbejder_token"
[[seed.accounts]]
username = "leder"
access_token = "leder_token"
"""


@dataclass
class MockServer:
    """Where it answers, and what a test does behind our application's back."""

    url: str

    @property
    def place(self) -> str:
        """As ADVOCACY_EGRESS_ALLOW wants it, and as somebody types it."""
        return self.url.removeprefix("http://")

    def ask(self, path: str, token: str = "", method: str = "GET", **sent: Any) -> Any:
        """Calls it as somebody's own app does."""
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
        body = json.dumps(sent).encode() if sent else None
        request = urllib.request.Request(self.url + path, body, headers, method="POST" if sent and method == "GET" else method)
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.loads(answer.read() or b"null")

    def fail(self, path: str, *, methods: list[str] | None = None, count: int | None = 1, **effect: Any) -> None:
        """From now on, so many times, it answers this path in a bad way."""
        self.ask("/api/v1/_mock/faults", match={"path": path, "methods": methods}, effect=effect, count=count)

    def mend(self) -> None:
        """No more faults."""
        self.ask("/api/v1/_mock/faults", method="DELETE")


@contextmanager
def mock_server() -> Iterator[MockServer]:
    """The server, started in a process of its own; it ends with the block."""
    port = free_port()
    place = f"localhost:{port}"
    with tempfile.TemporaryDirectory(prefix="mastodon-mock-") as scratch:
        settings = Path(scratch) / "settings.toml"
        settings.write_text(_SETTINGS.format(place=place))
        what = ["serve", "--in-memory", "--config", settings, "--host", "127.0.0.1", "--port", str(port), "--domain", place]
        with served(
            NAME,
            [sys.executable, "-m", "mastodon_mock", *what],
            f"http://{place}/api/v1/instance",
            Path(scratch),
            starts_within=40,
            ends_within=10,
        ):
            yield MockServer(f"http://{place}")


@pytest.fixture(scope="session")
def mastodon() -> Iterator[MockServer]:
    """One server for each process of the run."""
    with mock_server() as server:
        yield server
