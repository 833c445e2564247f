"""The loader: one process of this machine brings what the visit log holds into the database, each visit exactly once."""

from __future__ import annotations

from flask import Flask

from advocacy.config import Settings
from advocacy.foundation.alongside import add_companion
from advocacy.foundation.health import watch_over
from advocacy.links.loader.election import load_when_elected
from advocacy.links.loader.watching import is_well

NAME = "visits"


def init_loader(app: Flask, settings: Settings) -> None:
    """The job worker loads alongside its jobs, and whoever asks about readiness hears whether visits come through."""
    add_companion(app, NAME, load_when_elected)
    watch_over(app, NAME, lambda: is_well(settings))
