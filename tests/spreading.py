"""Which tests run where: those of one file in one process, for they share what was set up; on PostgreSQL only what meets a database."""

from __future__ import annotations

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling


class ByFile(LoadScopeScheduling):
    """A file's tests run in one process, in their order; a journey takes minutes, so each may go to another."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", 1)[0]
        return nodeid if file.startswith("tests/journeys/") else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile:
    """pytest-xdist asks for this by name."""
    return ByFile(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Everything has run on SQLite; PostgreSQL can change only what asks a database, and a browser asks nothing new of it."""
    if config.getoption("database") == "sqlite":
        return
    kept = [item for item in items if _meets_a_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def _meets_a_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return "database_kind" in fixtures and "browser" not in fixtures
