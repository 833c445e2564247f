"""The front page is opened most, so what it asks the database is counted and does not grow with what the house holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event

from advocacy.accounts.models import Role
from advocacy.accounts.services import grant_role
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.people.models import Person
from advocacy.stories.models import ReviewReturn, VersionStatus
from tests.factories.programmes import begin_programme, enrol, invite, make_programme
from tests.factories.recognition import make_acknowledgement
from tests.factories.sharing import make_share
from tests.factories.stories import make_story
from tests.factories.training import license_person
from tests.home.conftest import Stage
from tests.signing_in import Visitor

Counting = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def counted(app: Flask) -> Counting:
    """``with counted() as questions`` lists what the database is asked meanwhile."""

    @contextmanager
    def listen() -> Iterator[list[str]]:
        questions: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            if statement.lstrip().upper().startswith(("SELECT", "INSERT", "UPDATE", "DELETE")):
                questions.append(statement)

        with app.app_context():
            engine = db.engine.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield questions
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return listen


def fill(stage: Stage, times: int) -> None:
    """So much of everything that can stand on a front page."""
    cast = stage.cast
    with stage.app.app_context():
        for number in range(times):
            story = make_story(cast, stage.launched(), title=f"More {number}")
            waits = make_story(cast, stage.launched(), is_published=False)
            waits.latest.status = VersionStatus.IN_REVIEW
            back = make_story(cast, stage.launched(), is_published=False)
            back.latest.author_id = cast.emil.id
            back.latest.returns.append(ReviewReturn(by_id=cast.tine.id, at=clock.now(), note="Why?"))
            make_acknowledgement(make_share(cast.emil, story), cast.birgitte, words="Thank you")
            for person in (cast.camilla, cast.jonas, cast.kim):
                make_share(person, story, at=clock.now() - timedelta(days=number))
            begin_programme(cast, name={"da": "x", "en": "x"}, initiator_id=cast.emil.id)
            invite(make_programme(cast), cast.emil)
        db.session.commit()


def test_an_ambassadors_front_page_asks_few_questions_and_writes_nothing(stage: Stage, visit: Visitor, counted: Counting) -> None:
    cast = stage.cast
    with stage.app.app_context():
        enrol(stage.launched(), cast.camilla)
        license_person(cast.camilla)
        make_acknowledgement(make_share(cast.camilla, stage.first_story()), cast.henrik)
        db.session.commit()
    client = visit(cast.camilla)
    with counted() as questions:
        assert client.get("/").status_code == 200
    assert len(questions) <= 15, (len(questions), questions)
    assert all(question.startswith("SELECT") for question in questions)


def test_with_every_role_and_much_of_everything_it_asks_no_more(stage: Stage, visit: Visitor, counted: Counting) -> None:
    cast = stage.cast
    with stage.app.app_context():
        for role in Role:
            grant_role(db.session.get_one(Person, cast.emil.id), role, db.session.merge(cast.root), by=None)
        enrol(stage.launched(), cast.emil)
        license_person(cast.emil)
        db.session.commit()
    asked = []
    for times in (3, 9):
        fill(stage, times)
        client = visit(cast.emil)
        with counted() as questions:
            assert client.get("/").status_code == 200
        asked.append(len(questions))
    assert asked[0] == asked[1] <= 36, asked
