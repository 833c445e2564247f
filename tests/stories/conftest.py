"""A launched programme to write for, with Camilla and Jonas invited."""

from __future__ import annotations

import pytest
from flask import Flask

from advocacy.foundation.database import db
from tests.factories.programmes import invite, make_programme
from tests.people import Cast
from tests.stories.stage import Desk


@pytest.fixture
def desk(app: Flask, cast: Cast) -> Desk:
    """The editorial desk of the programme, with nothing on it."""
    with app.app_context():
        programme = make_programme(cast)
        invite(programme, cast.camilla, cast.jonas)
        db.session.commit()
        return Desk.of(app, cast, programme)
