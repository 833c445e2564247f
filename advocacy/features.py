"""The plan of the house: every feature from the ground up, and what each brings to the application."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from flask import Flask
from flask.cli import AppGroup

from advocacy.foundation.extensions import csrf
from advocacy.foundation.operations import PREFIX

#: Bottom to top. ``models`` are brought by all; the words name further modules of the feature.
PLAN: dict[str, tuple[str, ...]] = {
    "foundation": ("commands",),
    "mail": ("jobs",),
    "history": ("views",),
    "files": ("views", "jobs"),
    "organisation": ("views", "commands"),
    "people": ("commands",),
    "accounts": ("listeners", "jobs", "views", "commands"),
    "networks": ("listeners", "jobs", "views", "api"),
    "programmes": ("listeners", "jobs", "views", "api"),
    "training": ("views", "api", "commands"),
    "consents": ("jobs", "views", "api"),
    "stories": ("listeners", "jobs", "views", "api", "commands"),
    "sources": ("jobs", "views", "api"),
    "tips": ("listeners", "jobs", "views", "api"),
    "sparring": ("listeners", "jobs", "views", "api"),
    "links": ("listeners", "jobs", "views", "api", "commands"),
    "sharing": ("listeners", "jobs", "views", "api"),
    "recognition": ("jobs", "views", "api"),
    "campaigns": ("jobs", "views", "api"),
    "library": ("listeners", "jobs", "views", "api", "commands"),
    "editorial": ("listeners", "jobs", "views", "api"),
    "insights": ("views", "api"),
    "home": ("views", "api"),
    "demo": ("views", "commands"),
}


def add_features(app: Flask) -> None:
    """Connects pages, API, listeners, jobs and commands of every feature."""
    for feature, parts in PLAN.items():
        for part in parts:
            _connect(app, feature, part, import_module(f"advocacy.{feature}.{part}"))


def _connect(app: Flask, feature: str, part: str, module: ModuleType) -> None:
    if part == "views":
        app.register_blueprint(module.bp)
    elif part == "api":
        csrf.exempt(module.bp)
        app.register_blueprint(module.bp, url_prefix=PREFIX)
    elif part == "commands":
        group: AppGroup = module.group
        app.cli.add_command(group)
