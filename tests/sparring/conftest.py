"""A launched programme with Emil as its sparring partner, so that a test can say in one line who wrote what to whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from advocacy.accounts import services as accounts
from advocacy.foundation import jobs
from advocacy.foundation.database import db, new_public_id
from advocacy.foundation.jobs import Job, JobStatus
from advocacy.mail.models import OutboxLetter
from advocacy.people.models import Person
from advocacy.sparring.models import OwnStory, SparringMessage
from tests.factories.programmes import invite, make_programme
from tests.people import Cast, gather_cast
from tests.signing_in import Visitor

#: A Monday, at an hour at which letters may leave. The last day for an answer is Wednesday the 25th.
MONDAY = datetime.fromisoformat("2026-11-23T09:00:00+00:00")
TITLE = "Four for twenty-eight"
WORDS = "Last night we were four for twenty-eight people.\nI came home and thought: this is not what I promised them."


@dataclass(frozen=True)
class Room:
    """Where two people talk; texts are known by their public names."""

    app: Flask
    cast: Cast
    programme: str

    def client(self, person: Person, *, locale: str = "en") -> FlaskClient:
        return Visitor(self.app)(person, locale=locale)

    def write(self, person: Person, **changes: Any) -> str:
        """Somebody writes a text on the page."""
        sent = {"title": TITLE, "words": WORDS, "network": "", "audience": "", "request_key": new_public_id(), **changes}
        answer = self.client(person).post("/sparring/add", data=sent)
        assert answer.status_code == 303, answer.text
        return answer.headers["Location"].split("/")[2]

    def press(self, person: Person, text: str, deed: str, **sent: Any) -> TestResponse:
        """One of the two presses a button."""
        return self.client(person).post(f"/sparring/{text}/{deed}", data={"request_key": new_public_id(), **sent})

    def ask(self, person: Person, text: str, partner: Person, words: str = "Is it too sharp?") -> TestResponse:
        return self.press(person, text, "ask", partner=partner.public_id, words=words)

    def talk(self, person: Person | None = None, partner: Person | None = None) -> str:
        """A text with an open talk: Camilla's with Emil, unless told otherwise."""
        writer, asked = person or self.cast.camilla, partner or self.cast.emil
        text = self.write(writer)
        assert self.ask(writer, text, asked).status_code == 303
        return text

    def own_story(self, name: str) -> OwnStory:
        """The text as it is in the database; detached, with its relations at hand."""
        with self.app.app_context():
            found = db.session.scalars(select(OwnStory).where(OwnStory.public_id == name)).one()
            _loaded = (found.partner, found.writer, found.story and (found.story.latest.author, found.story.latest.writers))
            db.session.expunge_all()
            return found

    def counts(self) -> tuple[int, int]:
        """How many texts and how many messages there are."""
        with self.app.app_context():
            return db.session.query(OwnStory).count(), db.session.query(SparringMessage).count()

    def letters(self) -> list[OutboxLetter]:
        """What was written once everything that is due has been carried out."""
        with self.app.app_context():
            jobs.run_due_jobs()
            assert not db.session.scalars(select(Job).where(Job.status == JobStatus.DEAD)).all()
            return list(db.session.scalars(select(OutboxLetter).order_by(OutboxLetter.id)))

    def token(self, person: Person, *scopes: str) -> dict[str, str]:
        with self.app.app_context():
            named = list(scopes or ("own-stories:read", "own-stories:write"))
            secret = accounts.issue_token(db.session.get_one(Person, person.id), "test", named)
            db.session.commit()
        return {"Authorization": f"Bearer {secret}"}


def _furnished(app: Flask, cast: Cast) -> Room:
    with app.app_context():
        programme = make_programme(cast)
        invite(programme, cast.camilla, cast.jonas)
        name = programme.public_id
        db.session.commit()
    return Room(app, cast, name)


@pytest.fixture
def room(app: Flask, cast: Cast) -> Room:
    return _furnished(app, cast)


@pytest.fixture
def own_room(own_app: Flask) -> Room:
    """As ``room``, in a database of its own, for a browser."""
    with own_app.app_context():
        cast = gather_cast()
        db.session.commit()
        for each in vars(cast).values():
            db.session.refresh(each)
        db.session.expunge_all()
    return _furnished(own_app, cast)
