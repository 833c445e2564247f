"""A person with a connected account, a clock that can be moved, and a look at everything the database holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from advocacy.config import Settings
from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db
from advocacy.networks.accounts.account import Account
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.networks.models import Connection
from advocacy.networks.services.keys import sealed_account
from advocacy.people.models import Person
from advocacy.sharing import services
from advocacy.sharing.models import PlannedShare, Posting, Share
from tests.sharing.scene import Scene
from tests.sharing.small_network import TOKEN, SmallNetwork, small_network
from tests.sharing.stage import compose, hidden_value

WORDS = "Jeg passer haven om natten 🌿 og det er dejligt stille. Jeg arbejder i Bredfjord Kommune."
SECRET_PART = "dejligt stille"


class Hours:
    """The clock of the test: it stands until it is moved."""

    def __init__(self, traveller: time_machine.Traveller) -> None:
        self._traveller = traveller

    def go_on(self, **by: float) -> None:
        """So much later."""
        self._traveller.shift(timedelta(**by))

    def go_to(self, moment: datetime) -> None:
        """At this moment."""
        self._traveller.move_to(moment)


@pytest.fixture
def hours() -> Iterator[Hours]:
    """Tomorrow, nine o'clock in Denmark."""
    day = clock.today() + timedelta(days=1)
    with time_machine.travel(clock.start_of_day(day) + timedelta(hours=9), tick=False) as traveller:
        yield Hours(traveller)


@pytest.fixture
def network() -> Iterator[SmallNetwork]:
    """The network, in a good mood."""
    with small_network() as found:
        yield found


def open_to(app: Flask, network: SmallNetwork) -> None:
    """The application may call the network's place in the house."""
    before: Settings = app.extensions["advocacy.settings"]
    app.extensions["advocacy.settings"] = replace(before, egress_allow=network.place)


def connect(person: Person, place: str, kind: NetworkKind = NetworkKind.MASTODON) -> Connection:
    """Somebody's account there; asks for an open application context, and the caller commits."""
    secrets = {"token": TOKEN, "client_id": "c", "client_secret": "s", "revoke": f"http://{place}/oauth/revoke", "id": "1"}
    account = Account(place, f"http://{place}/@camilla", f"@camilla@{place}", "write:statuses", secrets)
    connection = Connection(
        person_id=person.id, network=kind, host=place, account=account.account, handle=account.handle, scope=account.scope,
        sealed_secrets=sealed_account(account), connected_at=clock.now(),
    )
    db.session.add(connection)
    db.session.flush()
    return connection


@dataclass
class Desk:
    """Camilla at her page for writing, and what she can do there."""

    app: Flask
    sign_in: Callable[[], FlaskClient]
    client: FlaskClient
    scene: Scene
    network: SmallNetwork
    hours: Hours

    def go_on(self, **by: float) -> None:
        """So much later, and signed in again."""
        self.hours.go_on(**by)
        self.client = self.sign_in()

    def open(self, network: str = "mastodon") -> str:
        return compose(self.client, self.scene.story, network)

    def post(self, page: str | None = None, **changes: str) -> TestResponse:
        sent = {"seal": hidden_value(page or self.open(), "seal"), "text_language": "da", "words": WORDS, "let_leaders_see": "y", **changes}
        return self.client.post("/sharing/post", data=sent)

    def plan(self, page: str | None = None, network: str = "mastodon", **changes: str) -> TestResponse:
        sent = {"seal": hidden_value(page or self.open(network), "seal"), "text_language": "da", "when": "morning", "way": "remind", **changes}
        return self.client.post("/sharing/plan", data=sent)

    def work(self) -> None:
        """The job worker does whatever is due."""
        with self.app.app_context():
            jobs.run_due_jobs()

    def tidy(self) -> None:
        """The daily job that forgets."""
        with self.app.app_context():
            services.forget_waiting_words()
            db.session.commit()

    def posting(self) -> Posting:
        with self.app.app_context():
            return db.session.scalars(select(Posting)).one()

    def share(self) -> Share:
        with self.app.app_context():
            return db.session.scalars(select(Share)).one()

    def planned(self) -> PlannedShare:
        with self.app.app_context():
            return db.session.scalars(select(PlannedShare)).one()

    def page(self) -> str:
        """The page of the one share."""
        return self.client.get(f"/sharing/{self.share().public_id}").text


def whole_database(app: Flask) -> str:
    """Every row of every table as a dump of the database would show it, bytes and all."""
    with app.app_context():
        rows = [repr(tuple(row)) for table in db.metadata.sorted_tables for row in db.session.execute(table.select())]
        db.session.rollback()
    return "\n".join(rows)
