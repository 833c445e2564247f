"""A learner with a phone: presses what the pages offer, and reads what stands on them."""

from __future__ import annotations

import re

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from advocacy.foundation.database import db
from advocacy.training.models import Scenario
from tests.factories.training import right_numbers

SITUATION = re.compile(r"/training/attempt/([\w-]+)/situation/([\w-]+)$")


class Learner:
    """Goes through the course by its buttons."""

    def __init__(self, app: Flask, client: FlaskClient) -> None:
        self.app, self.client = app, client

    def begin(self) -> str:
        """Presses Begin; the address it leads to."""
        answer = self.client.post("/training/start")
        assert answer.status_code == 303, answer.text
        return answer.location

    def open(self, address: str) -> str:
        """The page at an address."""
        answer = self.client.get(address)
        assert answer.status_code == 200, answer.status_code
        return answer.text

    def next_from(self, page: str) -> str | None:
        """Where the page's one large button leads, if it is a link."""
        found = re.search(r'<a class="btn btn-primary btn-lg btn-wide" href="([^"]+)"', page)
        return found.group(1) if found else None

    def question(self) -> str:
        """The address of the next situation, past its lesson."""
        address = self.begin()
        if SITUATION.search(address):
            return address
        found = self.next_from(self.open(address))
        assert found is not None
        return found

    def numbers(self, address: str, *, right: bool = True) -> list[str]:
        """What to choose there to be right, or one option that is wrong."""
        found = SITUATION.search(address)
        assert found is not None
        with self.app.app_context():
            scenario = db.session.scalars(select(Scenario).where(Scenario.public_id == found.group(2))).one()
            good = right_numbers(scenario)
            return [str(n) for n in good] if right else [str(o.position) for o in scenario.options if o.position not in good][:1]

    def answer(self, address: str, *, right: bool = True) -> TestResponse:
        """Answers one situation."""
        return self.client.post(address, data={"chosen": self.numbers(address, right=right)})

    def go_through(self, *, wrong: int = 0) -> str:
        """Answers everything, the first ``wrong`` ones not right, and finishes; the result page's address."""
        address: str | None = self.question()
        while address is not None:
            if SITUATION.search(address) is None:
                address = self.next_from(self.open(address))
                continue
            attempt, last = SITUATION.search(address).group(1), address  # type: ignore[union-attr]
            assert self.answer(address, right=wrong <= 0).status_code == 303
            wrong -= 1
            address = self.next_from(self.open(last))
        answer = self.client.post(f"/training/attempt/{attempt}/finish")
        assert answer.status_code == 303
        return answer.location


def shown_values(page: str) -> list[str]:
    """The options' values in the order the page shows them."""
    return re.findall(r'name="chosen" value="(\d+)"', page)
