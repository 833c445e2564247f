"""A little outside world: names that resolve, numbers that answer, a list of all that was asked or called."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

PUBLIC = "93.184.215.14"
OTHER_PUBLIC = "8.8.8.8"
_getaddrinfo = socket.getaddrinfo
_create_connection = socket.create_connection


@dataclass
class Outside:
    """``names`` holds the answers for a name in turn, ``places`` the local server behind a number."""

    names: dict[str, list[list[str]]] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    called: list[tuple[str, int]] = field(default_factory=list)

    def getaddrinfo(self, host: str, port: int, *args: Any, **named: Any) -> list[Any]:
        if host not in self.names:
            return list(_getaddrinfo(host, port, *args, **named))
        self.asked.append(host)
        answers = self.names[host]
        numbers = answers.pop(0) if len(answers) > 1 else answers[0]
        return [(socket.AF_INET6 if ":" in number else socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in numbers]

    def create_connection(self, address: tuple[str, int], *args: Any, **named: Any) -> socket.socket:
        self.called.append(address)
        if address[0] not in self.places:
            raise ConnectionRefusedError("nobody is there")
        return _create_connection(("127.0.0.1", self.places[address[0]]), *args, **named)


def stand_in(monkeypatch: pytest.MonkeyPatch) -> Outside:
    """Puts the little world in place of the real one for the length of a test."""
    outside = Outside()
    monkeypatch.setattr(socket, "getaddrinfo", outside.getaddrinfo)
    monkeypatch.setattr(socket, "create_connection", outside.create_connection)
    return outside


class _QuietServer(ThreadingHTTPServer):
    """A client that hangs up is what many of these tests are about; it is no news."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Says nothing."""


@contextmanager
def web_server(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[int]:
    """A real web server on this machine that answers every GET with ``answer``; gives its port."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            answer(self)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    yield from _serving(_QuietServer(("127.0.0.1", 0), Handler))


@contextmanager
def bare_server(answer: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server that says whatever it likes to whoever calls; gives its port."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            answer(self.request)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True
        # It does not wait for answers that were never meant to end.
        block_on_close = False

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Says nothing."""

    yield from _serving(Server(("127.0.0.1", 0), Handler))


def _serving(server: socketserver.TCPServer) -> Iterator[int]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def say(handler: BaseHTTPRequestHandler, status: int, body: bytes = b"", **headers: str) -> None:
    """Answers with a status, a body and headers; ``content_type`` is written ``Content-Type``."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-").title(), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)
