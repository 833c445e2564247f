"""How a test speaks to the API: with a real token of a real person."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from advocacy.accounts import services as accounts
from advocacy.foundation.database import db
from advocacy.people.models import Person

PREFIX = "/api/v1"


class Program:
    """A program that acts for somebody."""

    def __init__(self, app: Flask, person: Person, *scopes: str) -> None:
        self.client = app.test_client()
        with app.app_context():
            secret = accounts.issue_token(db.session.get_one(Person, person.id), "test", list(scopes or ("programmes:write",)))
            db.session.commit()
        self.headers = {"Authorization": f"Bearer {secret}"}

    def get(self, path: str) -> TestResponse:
        return self.client.get(PREFIX + path, headers=self.headers)

    def post(self, path: str, sent: Any = None) -> TestResponse:
        return self.client.post(PREFIX + path, headers=self.headers, **({} if sent is None else {"json": sent}))
