"""The scene of the tests of sharing serves those of links too."""

from collections.abc import Iterator

import pytest
from flask import Flask

from advocacy.links.lane import lane_of
from advocacy.links.pace import Pace
from tests.sharing.conftest import counted, own_cast, own_scene, scene

__all__ = ["calm", "counted", "own_cast", "own_scene", "scene"]


@pytest.fixture(autouse=True)
def calm(session_app: Flask) -> Iterator[None]:
    """Nobody has called in a burst or guessed before a test: many tests call from one address within a minute."""
    yield
    lane_of(session_app).callers.pace = Pace()
