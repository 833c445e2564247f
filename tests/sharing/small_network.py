"""A small network on this machine: a real HTTP server with the part of Mastodon's interface that posting needs, and bad days on demand.

Unlike Mastodon itself it makes a second message of a second request, whatever key comes with it: whoever posts twice is seen.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "the-token-of-camilla"


@dataclass
class SmallNetwork:
    """What stands there, what was asked, and how it behaves next."""

    place: str = ""
    messages: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    pictures: int = 0
    #: What happens to the next posts, in order: a status to answer with, "lost" (kept, and no answer), "dropped" (not kept, and no answer).
    bad_days: list[int | str] = field(default_factory=list)
    #: The same for the next looks.
    bad_looks: list[int] = field(default_factory=list)
    #: Called as soon as a message is kept, before anything is answered.
    when_kept: Callable[[], None] = lambda: None

    @property
    def url(self) -> str:
        return f"http://{self.place}"

    @property
    def words(self) -> list[str]:
        return [message["status"] for message in self.messages]

    def keep(self, sent: dict[str, str]) -> dict[str, Any]:
        number = str(1000 + len(self.messages))
        message = {
            "id": number, "url": f"{self.url}/@camilla/{number}", "content": f"<p>{sent['status']}</p>", **sent,
            "account": {"url": f"{self.url}/@camilla"}, "replies_count": 0, "favourites_count": 0, "reblogs_count": 0,
        }
        self.messages.append(message)
        self.when_kept()
        return message


class _Handler(BaseHTTPRequestHandler):
    network: SmallNetwork

    def log_message(self, *_told: object) -> None:
        """Says nothing."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.network.asked.append(f"POST {self.path}")
        if self.path.startswith("/api/v2/media"):
            self.network.pictures += 1
            return self._say(200, {"id": "7", "url": f"{self.network.url}/7"})
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            return self._say(401, {"error": "unknown token"})
        return self._post({name: values[0] for name, values in parse_qs(body.decode()).items()})

    def _post(self, sent: dict[str, str]) -> None:
        day = self.network.bad_days.pop(0) if self.network.bad_days else 200
        if day == "dropped":
            return self._hang_up()
        if day in (200, "lost"):
            kept = self.network.keep(sent)
            return self._say(200, kept) if day == 200 else self._hang_up()
        assert isinstance(day, int)
        return self._say(day, {"error": f"no, not this: {sent['status']}"})

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        self.network.asked.append(f"GET {path}")
        look = self.network.bad_looks.pop(0) if self.network.bad_looks else 200
        if look != 200:
            return self._say(look, {"error": "not now"})
        if path == "/api/v1/accounts/verify_credentials":
            return self._say(200, {"id": "1"})
        if path == "/api/v1/accounts/1/statuses":
            return self._say(200, self.network.messages[::-1])
        parts = path.removeprefix("/api/v1/statuses/").split("/")
        found = next((message for message in self.network.messages if message["id"] == parts[0]), None)
        if found is None:
            return self._say(404, {"error": "none"})
        return self._say(200, found if len(parts) == 1 else {"descendants": []} if parts[1] == "context" else [])

    def _say(self, status: int, told: Any) -> None:
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        if status == 429:
            self.send_header("Retry-After", "400")
        self.end_headers()
        self.wfile.write(body)

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.close()


@contextmanager
def small_network() -> Iterator[SmallNetwork]:
    """The network, answering until the block ends."""
    network = SmallNetwork()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"network": network}))
    network.place = f"localhost:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield network
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
