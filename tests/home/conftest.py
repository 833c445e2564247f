"""A house in which something is going on."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from flask import Flask

from advocacy.foundation.database import db
from advocacy.programmes.models import Programme
from advocacy.stories.models import Story
from tests.factories.programmes import make_programme
from tests.factories.stories import make_story
from tests.people import Cast

KICK_OFF = "Dear colleagues. Our **everyday life** is full of stories nobody else can tell. " + "Now we begin to tell them. " * 30


@dataclass(frozen=True)
class Stage:
    """A launched programme with four stories in its library, by their public names."""

    app: Flask
    cast: Cast
    programme: str
    stories: tuple[str, ...]

    def launched(self) -> Programme:
        return db.session.query(Programme).filter_by(public_id=self.programme).one()

    def first_story(self) -> Story:
        return db.session.query(Story).filter_by(public_id=self.stories[0]).one()


@pytest.fixture
def stage(app: Flask, cast: Cast) -> Stage:
    with app.app_context():
        programme = make_programme(cast, kick_off={"da": KICK_OFF, "en": KICK_OFF})
        stories = tuple(make_story(cast, programme, title=f"Story {number}").public_id for number in range(4))
        db.session.commit()
        return Stage(app, cast, programme.public_id, stories)
