"""Colleagues who press a share button again and again, and never give up on a press before they know what became of it."""

from __future__ import annotations

import http.client
import json
import threading
import time
import uuid
from dataclasses import dataclass, field

from tests.server.furnishing import House

#: How long somebody keeps sending the same press before the test calls it lost.
PATIENCE_SECONDS = 90.0


@dataclass
class Tally:
    """What was answered: the share each key was acknowledged with, and anything that should not happen."""

    acknowledged: dict[str, str] = field(default_factory=dict)
    #: The press was carried out, but the answer to it died with the worker.
    known_without_answer: set[str] = field(default_factory=set)
    busy: int = 0
    unanswered: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def pressed(self) -> int:
        """Presses of which the outcome is known."""
        return len(self.acknowledged) + len(self.known_without_answer)


class Colleagues:
    """So many people pressing at the same time, until they are told to stop."""

    def __init__(self, house: House, people: int) -> None:
        self.house, self.tally = house, Tally()
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._press_again_and_again) for _ in range(people)]

    def __enter__(self) -> Colleagues:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _press_again_and_again(self) -> None:
        connection: http.client.HTTPConnection | None = None
        while not self._stop.is_set():
            key, until = uuid.uuid4().hex, time.monotonic() + PATIENCE_SECONDS
            while time.monotonic() < until:
                connection = connection or http.client.HTTPConnection("127.0.0.1", self.house.port, timeout=20)
                try:
                    if self._press(connection, key):
                        break
                except (OSError, http.client.HTTPException):
                    self.tally.unanswered += 1
                    connection.close()
                    connection = None
                    time.sleep(0.05)
            else:
                self.tally.wrong.append(f"{key}: no answer in {PATIENCE_SECONDS} s")
        if connection is not None:
            connection.close()

    def _press(self, connection: http.client.HTTPConnection, key: str) -> bool:
        """True when the outcome of this press is known."""
        body = json.dumps({"story": self.house.story, "network": "linkedin", "language": "da"})
        headers = {"Authorization": f"Bearer {self.house.camilla_token}", "Content-Type": "application/json", "Idempotency-Key": key}
        connection.request("POST", "/api/v1/shares", body, headers)
        answer = connection.getresponse()
        told = json.loads(answer.read())
        if answer.status == 201:
            self.tally.acknowledged[key] = told["id"]
        elif answer.status == 409 and "carried out" in told["title"]:
            self.tally.known_without_answer.add(key)
        elif answer.status == 503 and answer.getheader("Retry-After"):
            self.tally.busy += 1
            time.sleep(0.2)
            return False
        else:
            self.tally.wrong.append(f"{answer.status} {told}")
        return True
