"""A launched programme with readers, as the tests of stories have it."""

from tests.stories.conftest import desk, own_desk

__all__ = ["desk", "own_desk"]
