"""A launched programme and a board, so that a test can say in one line who left which tip and what was answered."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from advocacy.accounts import services as accounts
from advocacy.accounts.queries import actor_for
from advocacy.foundation import jobs
from advocacy.foundation.database import db, new_public_id
from advocacy.foundation.jobs import Job, JobStatus
from advocacy.mail.models import OutboxLetter
from advocacy.people.models import Person
from advocacy.stories.models import Story
from advocacy.tips.models import PeopleInPicture, Tip
from advocacy.tips.services import SentTip, give_tip
from tests.factories.pictures import picture_bytes
from tests.factories.programmes import invite, make_programme
from tests.people import Cast, gather_cast
from tests.signing_in import Visitor

#: A Monday, at an hour at which letters may leave. The last day for an answer is Monday the 30th.
MONDAY = datetime.fromisoformat("2026-11-23T09:00:00+00:00")
WORDS = "The new rota board in the break room was Ahmed's idea.\nNow everybody knows who is where."


@dataclass(frozen=True)
class Board:
    """The board and its givers; tips are known by their public names."""

    app: Flask
    cast: Cast
    programme: str

    def client(self, person: Person, *, locale: str = "en") -> FlaskClient:
        return Visitor(self.app)(person, locale=locale)

    def leave(self, person: Person, **changes: Any) -> str:
        """Somebody leaves a tip, without the page."""
        picture = changes.pop("picture_file", None)
        if picture:
            changes.setdefault("people_in_picture", PeopleInPicture.NOBODY)
        with self.app.app_context():
            actor = actor_for(db.session.get_one(Person, person.id))
            name = give_tip(actor, SentTip(**{"words": WORDS, **changes}), picture_file=picture).public_id
            db.session.commit()
        return name

    def send(self, person: Person, *, locale: str = "en", **changes: Any) -> TestResponse:
        """Somebody leaves a tip on the page."""
        filled = {"words": WORDS, "request_key": new_public_id(), **changes}
        sent = {name: value for name, value in filled.items() if value is not None}
        return self.client(person, locale=locale).post("/tips/add", data=sent, content_type="multipart/form-data")

    def press(self, editor: Person, tip: str, deed: str, **sent: Any) -> TestResponse:
        """An editor answers: take, draft or decline."""
        filled = {"request_key": new_public_id(), **({"programme": self.programme} if deed == "draft" else {}), **sent}
        return self.client(editor).post(f"/tips/desk/{tip}/{deed}", data=filled)

    def tip(self, name: str) -> Tip:
        """The tip as it is in the database; detached, with its relations at hand."""
        with self.app.app_context():
            found = db.session.scalars(select(Tip).where(Tip.public_id == name)).one()
            _loaded = (found.picture, found.given_by, found.taken_by, found.story and found.story.latest.writers, found.unit)
            db.session.expunge_all()
            return found

    def count(self) -> int:
        with self.app.app_context():
            return db.session.query(Tip).count()

    def publish(self, story: Story | None) -> None:
        """What the story lacks is filled in by Tine, and Lone approves it: the fact is announced as it always is."""
        from advocacy.stories import events

        assert story is not None
        with self.app.app_context():
            found = db.session.get_one(Story, story.id)
            found.published_version = found.latest
            found.published_at = found.latest.changed_at
            db.session.flush()
            events.story_published.announce(story=found)
            db.session.commit()

    def letters(self) -> list[OutboxLetter]:
        """What was written once everything that is due has been carried out."""
        with self.app.app_context():
            jobs.run_due_jobs()
            assert not db.session.scalars(select(Job).where(Job.status == JobStatus.DEAD)).all()
            return list(db.session.scalars(select(OutboxLetter).order_by(OutboxLetter.id)))

    def token(self, person: Person, *scopes: str) -> dict[str, str]:
        with self.app.app_context():
            secret = accounts.issue_token(db.session.get_one(Person, person.id), "test", list(scopes or ("tips:read", "tips:write")))
            db.session.commit()
        return {"Authorization": f"Bearer {secret}"}


def photo(name: str = "IMG_0001.jpg", **making: Any) -> tuple[io.BytesIO, str]:
    """A picture as a phone sends it."""
    return io.BytesIO(picture_bytes(**making)), name


def _furnished(app: Flask, cast: Cast) -> Board:
    with app.app_context():
        programme = make_programme(cast)
        invite(programme, cast.camilla, cast.jonas)
        name = programme.public_id
        db.session.commit()
    return Board(app, cast, name)


@pytest.fixture
def board(app: Flask, cast: Cast) -> Board:
    return _furnished(app, cast)


@pytest.fixture
def own_board(own_app: Flask) -> Board:
    """As ``board``, in a database of its own, for tests with several threads or a browser."""
    with own_app.app_context():
        cast = gather_cast()
        db.session.commit()
        for each in vars(cast).values():
            db.session.refresh(each)
        db.session.expunge_all()
    return _furnished(own_app, cast)
