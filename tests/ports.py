"""A port on this machine that nobody uses."""

from __future__ import annotations

import socket


def free_port() -> int:
    """A number the system has just had free; taken at once by the server that is started next."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
