"""An editorial desk, a website that may be called, and failures that are told at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from advocacy.foundation.database import db
from advocacy.sources import outside
from tests.factories.programmes import make_programme
from tests.people import Cast
from tests.sources.stage import Desk, Site, website


@pytest.fixture(autouse=True)
def told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """That a failure is told after a set time is tested once, and not waited for in every other test."""
    monkeypatch.setattr(outside, "TELLING_TIMES", ())


@pytest.fixture
def desk(app: Flask, cast: Cast) -> Desk:
    """The editorial desk of one programme."""
    with app.app_context():
        programme = make_programme(cast)
        db.session.commit()
        return Desk.of(app, cast, programme)


@pytest.fixture
def site(app: Flask) -> Iterator[Site]:
    """A website of the house that the configuration allows to be called."""
    with website(app) as found:
        yield found
