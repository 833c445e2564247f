"""The fixtures of real processes."""

from tests.server.stage import house, model_house, served, start

__all__ = ["house", "model_house", "served", "start"]
