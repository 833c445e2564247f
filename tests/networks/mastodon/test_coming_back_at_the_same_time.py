"""A way back that is opened many times at once: one of them connects, with a real database and nothing around it."""

from __future__ import annotations

import threading

from flask import Flask
from sqlalchemy import func, select

from advocacy.foundation.database import db
from advocacy.history.models import HistoryEntry
from advocacy.networks.models import ConnectAttempt, Connection
from tests.networks.mastodon.stage import allowing, say_yes, set_out
from tests.people import gather_cast
from tests.servers.mastodon import MockServer
from tests.signing_in import Visitor


def test_of_many_returns_at_once_one_connects(own_app: Flask, mastodon: MockServer) -> None:
    """Attack: the state is replayed before its first use is over."""
    mastodon.mend()
    with own_app.app_context():
        camilla = gather_cast().camilla.id
        db.session.commit()
    with allowing(own_app, mastodon.place):
        client = Visitor(own_app)(camilla)
        back = say_yes(set_out(client, mastodon.place), {"username": "medarbejder"}).removeprefix("http://127.0.0.1:8000")
        cookie = client.get_cookie("session")
        assert cookie is not None
        answers: list[int] = []

        def come_back() -> None:
            other = own_app.test_client()
            other.set_cookie("session", cookie.value)
            answers.append(other.get(back).status_code)

        threads = [threading.Thread(target=come_back) for _each in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert answers == [303] * 6
    with own_app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Connection)) == 1
        assert db.session.scalar(select(func.count()).select_from(ConnectAttempt)) == 0
        made = select(func.count()).select_from(HistoryEntry).where(HistoryEntry.deed == "networks.connection.made")
        assert db.session.scalar(made) == 1
