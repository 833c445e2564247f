"""Which tests stay together when several processes share them: those of one file, for they share what was set up; journeys go alone."""

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
