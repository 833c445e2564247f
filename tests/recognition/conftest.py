"""A launched programme with stories, so that a test can say in one line who shared what and when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select

from advocacy.accounts import services as accounts
from advocacy.accounts.models import Role
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.people.models import Person, Unit
from advocacy.recognition.models import Acknowledgement
from advocacy.sharing.models import Share
from advocacy.stories.models import Story
from tests.factories.programmes import make_programme
from tests.factories.recognition import make_acknowledgement
from tests.factories.sharing import make_share
from tests.factories.stories import make_story
from tests.people import Cast, gather_cast

#: An hour at which letters may leave.
NOON = datetime.fromisoformat("2026-11-24T11:00:00+00:00")


@dataclass(frozen=True)
class House:
    """The stage of recognition; shares are known by their public names."""

    app: Flask
    cast: Cast
    story: str

    def share(self, person: Person, *, days: float = 1, **changes: Any) -> str:
        """Somebody shared the story so many days ago."""
        with self.app.app_context():
            story = db.session.scalars(select(Story).where(Story.public_id == self.story)).one()
            share = make_share(person, story, at=clock.now() - timedelta(days=days), **changes)
            db.session.commit()
            return share.public_id

    def thank(self, share: str, leader: Person, *, days: float = 0, **changes: Any) -> str:
        """A leader thanked for it so many days ago."""
        with self.app.app_context():
            found = db.session.scalars(select(Share).where(Share.public_id == share)).one()
            made = make_acknowledgement(found, leader, at=clock.now() - timedelta(days=days), **changes)
            db.session.commit()
            return made.public_id

    def grant(self, person: Person, role: Role, unit: Unit) -> None:
        with self.app.app_context():
            accounts.grant_role(db.session.get_one(Person, person.id), role, db.session.get_one(Unit, unit.id), by=None)
            db.session.commit()

    def token(self, person: Person, *scopes: str) -> dict[str, str]:
        """The headers of a program that acts for somebody."""
        with self.app.app_context():
            secret = accounts.issue_token(
                db.session.get_one(Person, person.id), "a program", list(scopes or ("acknowledgements:read", "acknowledgements:write")))
            db.session.commit()
        return {"Authorization": f"Bearer {secret}"}

    def change(self, share: str, **columns: Any) -> None:
        with self.app.app_context():
            found = db.session.scalars(select(Share).where(Share.public_id == share)).one()
            for name, value in columns.items():
                setattr(found, name, value)
            db.session.commit()

    @contextmanager
    def written(self) -> Iterator[list[Acknowledgement]]:
        """Every acknowledgement there is, the first first."""
        with self.app.app_context():
            yield list(db.session.scalars(select(Acknowledgement).order_by(Acknowledgement.id)))


def _furnished(app: Flask, cast: Cast) -> House:
    with app.app_context():
        story = make_story(cast, make_programme(cast)).public_id
        db.session.commit()
    return House(app, cast, story)


@pytest.fixture
def house(app: Flask, cast: Cast) -> House:
    return _furnished(app, cast)


@pytest.fixture
def own_house(own_app: Flask) -> House:
    """As ``house``, in a database of its own, for tests with several threads."""
    with own_app.app_context():
        cast = gather_cast()
        db.session.commit()
        for each in vars(cast).values():
            db.session.refresh(each)
        db.session.expunge_all()
    return _furnished(own_app, cast)


@pytest.fixture
def counted(app: Flask) -> Callable[[], AbstractContextManager[list[str]]]:
    """``with counted() as questions`` lists what the database is asked meanwhile."""

    @contextmanager
    def listen() -> Iterator[list[str]]:
        questions: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            if statement.lstrip().upper().startswith("SELECT"):
                questions.append(statement)

        with app.app_context():
            engine = db.engine.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield questions
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return listen
