"""How a test signs somebody in: with a real sign-in row, without typing the password each time."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from advocacy.accounts import services
from advocacy.foundation.database import db
from advocacy.people.models import Person


class Visitor:
    """Makes clients that are signed in."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def __call__(self, person: Person | int, *, locale: str = "en") -> FlaskClient:
        """A client signed in as this person, reading this language."""
        number = person if isinstance(person, int) else person.id
        client = self.app.test_client()
        with self.app.app_context():
            found = db.session.get_one(Person, number)
            found.locale = locale
            ticket = services.open_sign_in(found)
            db.session.commit()
        with client.session_transaction() as session:
            session["_user_id"] = ticket
            session["_fresh"] = True
        return client
