"""A program that is run inside a private network namespace: every number of the internet is this machine there, and counts who calls.

It reads a list of calls from its standard input, makes them, and writes for each how it ended and which numbers were hit. In such a
namespace a mistake in the guard is seen as a hit; outside, the same call would have left the machine.
"""

from __future__ import annotations

import json
import socket
import socketserver
import subprocess
import sys
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

PORTS = (80, 22, 6379, 8080)
hits: list[str] = []
names: dict[str, list[list[str]]] = {}
asked: list[str] = []
_getaddrinfo = socket.getaddrinfo


class Handler(BaseHTTPRequestHandler):
    """Counts every call by the number that was called, and redirects from /to?<address>."""

    def do_GET(self) -> None:
        number, port, *_rest = self.connection.getsockname()
        hits.append(f"{str(number).removeprefix('::ffff:')}:{port}")
        path, _mark, where = self.path.partition("?")
        self.send_response(302 if path == "/to" else 200)
        if path == "/to":
            self.send_header("Location", where)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


class Server(ThreadingHTTPServer):
    """Listens on every number of both kinds."""

    address_family = socket.AF_INET6
    daemon_threads = True

    def server_bind(self) -> None:
        self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        socketserver.TCPServer.server_bind(self)


def resolve(host: str, port: int, *rest: Any, **named: Any) -> list[Any]:
    """The names of the test, each answer in turn; what is no name of the test is left to the machine."""
    if host not in names:
        return list(_getaddrinfo(host, port, *rest, **named))
    asked.append(host)
    answers = names[host]
    numbers = answers.pop(0) if len(answers) > 1 else answers[0]
    return [(socket.AF_INET6 if ":" in each else socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in numbers]


def prepare() -> None:
    """Makes every number local, and serves on all of them."""
    for command in (
        "ip link set lo up",
        "ip route add local 0.0.0.0/0 dev lo table local",
        "ip -6 route add local ::/0 dev lo table local",
    ):
        subprocess.run(command.split(), check=True, capture_output=True)
    for port in PORTS:
        threading.Thread(target=Server(("::", port), Handler).serve_forever, daemon=True).start()
    socket.getaddrinfo = resolve  # type: ignore[assignment]


def call(case: dict[str, Any]) -> dict[str, Any]:
    """One call, through the guard or with a client that has none."""
    from advocacy.foundation.egress import EgressFailed, EgressRefused, fetch

    hits.clear()
    asked.clear()
    names.clear()
    names.update(case.get("names", {}))
    ended = "answered"
    try:
        if case.get("is_naive"):
            urllib.request.build_opener(urllib.request.ProxyHandler({})).open(case["url"], timeout=2).read()
        else:
            allowed, own = frozenset(case.get("allowed", [])), frozenset(case.get("own", []))
            fetch(case["url"], accept="*/*", deadline_seconds=2, allowed=allowed, own_hosts=own)
    except EgressRefused as error:
        ended = f"refused: {error.reason}"
    except EgressFailed as error:
        ended = f"failed: {error.reason}"
    except (OSError, ValueError) as error:
        ended = f"broke: {type(error).__name__}"
    return {"ended": ended, "hits": list(hits), "asked": list(asked)}


def main() -> None:
    """All the calls of the test, one after the other."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    cases = json.load(sys.stdin)
    prepare()
    json.dump([call(case) for case in cases], sys.stdout)


if __name__ == "__main__":
    main()
