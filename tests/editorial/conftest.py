"""The board's stage: the programme and the desk of the stories' tests."""

from __future__ import annotations

from tests.stories.conftest import desk, own_desk

__all__ = ["desk", "own_desk"]
