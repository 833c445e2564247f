"""Programmes ready on stage: most tests need the public name only."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from advocacy.foundation.database import db
from advocacy.programmes.models import Programme
from advocacy.programmes.queries import get_programme
from tests.factories.programmes import begin_programme, invite, make_programme
from tests.people import Cast

Reader = Callable[[str], Programme]


@pytest.fixture
def begun(app: Flask, cast: Cast) -> str:
    """A programme in which everything is still missing but the units."""
    with app.app_context():
        name = begin_programme(cast).public_id
        db.session.commit()
    return name


@pytest.fixture
def ready(app: Flask, cast: Cast) -> str:
    """A programme that can be launched."""
    with app.app_context():
        name = make_programme(cast, is_launched=False).public_id
        db.session.commit()
    return name


@pytest.fixture
def launched(app: Flask, cast: Cast) -> str:
    """A launched programme to which Camilla, Jonas, Kim, Henrik and Lone are invited."""
    with app.app_context():
        programme = make_programme(cast)
        invite(programme, cast.camilla, cast.jonas, cast.kim, cast.henrik, cast.lone)
        name = programme.public_id
        db.session.commit()
    return name


@pytest.fixture
def found() -> Reader:
    """Reads a programme by its public name; to be called within an app context."""
    return get_programme
