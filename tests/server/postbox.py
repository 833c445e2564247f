"""A real mail server that can be told to keep its callers waiting: the slow thing that jobs depend on."""

from __future__ import annotations

import asyncio
import re
from collections import Counter

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.ports import free_port


class Postbox:
    """Takes letters while its door is open; keeps callers on the line while it is shut."""

    def __init__(self) -> None:
        self.is_open = True
        #: How many letters stand in the doorway, and which have been taken: by their number in the outbox.
        self.waiting = 0
        self.taken: Counter[int] = Counter()
        self.port = free_port()
        self._server = Controller(self, hostname="127.0.0.1", port=self.port)

    @property
    def url(self) -> str:
        """What ADVOCACY_MAIL_URL is set to."""
        return f"smtp://127.0.0.1:{self.port}"

    def __enter__(self) -> Postbox:
        self._server.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.is_open = True
        self._server.stop()

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Answers once the door is open; a caller who has hung up meanwhile has not been taken."""
        self.waiting += 1
        try:
            while not self.is_open:
                await asyncio.sleep(0.02)
        finally:
            self.waiting -= 1
        found = re.search(rb"\.letter-(\d+)@", bytes(envelope.content or b""))
        assert found is not None
        if server.transport is not None and not server.transport.is_closing():
            self.taken[int(found.group(1))] += 1
        return "250 Taken"
