"""Who and what the tests of sharing begin with: Camilla takes part and has a licence, and one story is in the library."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import event

from advocacy.foundation.database import db
from advocacy.programmes.models import Programme
from advocacy.stories.models import Story
from tests.factories.programmes import enrol, make_programme
from tests.factories.stories import make_story
from tests.factories.training import license_person
from tests.people import Cast, gather_cast


@dataclass(frozen=True)
class Scene:
    """Numbers and public names, so that nothing needs a session."""

    programme_id: int
    story_id: int
    version_id: int
    #: The story's public name, as it stands in addresses.
    story: str

    def found_story(self) -> Story:
        """The story itself; asks for an open application context."""
        return db.session.get_one(Story, self.story_id)

    def found_programme(self) -> Programme:
        """The programme itself; asks for an open application context."""
        return db.session.get_one(Programme, self.programme_id)


def set_scene(cast: Cast) -> Scene:
    """Writes programme, story, enrolment and licence; the caller commits."""
    programme = make_programme(cast)
    enrol(programme, cast.camilla)
    license_person(cast.camilla)
    story = make_story(cast, programme)
    assert story.published_version_id is not None
    return Scene(programme.id, story.id, story.published_version_id, story.public_id)


@pytest.fixture
def scene(app: Flask, cast: Cast) -> Scene:
    """The scene in the application whose transaction is rolled back."""
    with app.app_context():
        found = set_scene(cast)
        db.session.commit()
    return found


@pytest.fixture
def own_cast(own_app: Flask) -> Cast:
    """The named people in the application with a database of its own."""
    with own_app.app_context():
        found = gather_cast()
        db.session.commit()
        for each in vars(found).values():
            db.session.refresh(each)
        db.session.expunge_all()
    return found


@pytest.fixture
def own_scene(own_app: Flask, own_cast: Cast) -> Scene:
    """The scene in the application with a database of its own."""
    with own_app.app_context():
        found = set_scene(own_cast)
        db.session.commit()
    return found


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
