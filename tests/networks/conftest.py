"""The scene of the tests of sharing serves those of networks too."""

from tests.sharing.conftest import counted, own_cast, own_scene, scene

__all__ = ["counted", "own_cast", "own_scene", "scene"]
