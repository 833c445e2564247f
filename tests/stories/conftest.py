"""A launched programme to write for, with Camilla and Jonas invited."""

from __future__ import annotations

import pytest
from flask import Flask

from advocacy.foundation.database import db
from tests.factories.programmes import invite, make_programme
from tests.people import Cast, gather_cast
from tests.stories.stage import Desk


@pytest.fixture
def desk(app: Flask, cast: Cast) -> Desk:
    """The editorial desk of the programme, with nothing on it."""
    with app.app_context():
        programme = make_programme(cast)
        invite(programme, cast.camilla, cast.jonas)
        db.session.commit()
        return Desk.of(app, cast, programme)


@pytest.fixture
def own_desk(own_app: Flask) -> Desk:
    """The same in a database nobody else has, for tests with several threads or a browser."""
    with own_app.app_context():
        cast: Cast = gather_cast()
        db.session.commit()
        for each in vars(cast).values():
            db.session.refresh(each)
        programme = make_programme(cast)
        invite(programme, cast.camilla)
        db.session.commit()
        found = Desk.of(own_app, cast, programme)
        for each in vars(cast).values():
            db.session.refresh(each)
        db.session.expunge_all()
    return found
