"""Fixtures of the tests with real processes: a furnished house, and whatever was started in it cleared away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.databases import copied
from tests.server.furnishing import House, copy_house, furnish
from tests.server.running import Running

#: Starts ``python app.py`` in a house, or another program, and sees to it that nothing of it stays.
Start = Callable[..., Running]


@pytest.fixture(scope="session")
def model_house(tmp_path_factory: pytest.TempPathFactory, tables: str) -> House:
    """Made once for each process of the run; every test works in a copy."""
    folder = tmp_path_factory.mktemp("model-house")
    return furnish(copied(tables, folder), folder)


@pytest.fixture
def house(model_house: House, tmp_path: Path) -> House:
    """A house of one's own, with nobody serving in it yet."""
    return copy_house(model_house, tmp_path)


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts processes; all that they have started is gone when the test ends, however it ends."""
    started: list[Running] = []

    def begin(house: House, *words: str, **environ: str) -> Running:
        started.append(Running({**house.environ, **environ}, *words))
        return started[-1]

    yield begin
    for each in started:
        each.clear_away()


@pytest.fixture(scope="module")
def served(model_house: House, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, Running]]:
    """A house with a server in it that all tests of a file share."""
    house = copy_house(model_house, tmp_path_factory.mktemp("served"))
    running = Running(house.environ)
    try:
        running.wait_until_ready()
        yield house, running
    finally:
        running.clear_away()
