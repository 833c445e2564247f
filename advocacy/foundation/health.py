"""Whether this process lives, and whether the whole is ready to serve."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import click
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, Flask, Response, current_app, jsonify
from sqlalchemy.exc import DBAPIError

from advocacy.config import ROOT
from advocacy.foundation import jobs
from advocacy.foundation.database import db, reading
from advocacy.foundation.guards import EVERYONE, allow

bp = Blueprint("health", __name__)
bp.cli.help = "Whether everything is as it should be."


@bp.get("/healthz")
@allow(EVERYONE)
def process() -> Response:
    """This process answers."""
    return jsonify(status="ok")


@bp.get("/readyz")
@allow(EVERYONE)
def ready() -> Response:
    """Database, migrations and queue; 503 when one of them is not as it should be. Says no more than that (attack row O09).

    What features watch over is told too, and changes the word but not the number: readers are still served.
    """
    parts = {"database": _database(), "migrations": _migrations(), "queue": _queue()}
    further = {name: _is_well(check) for name, check in _watched(current_app).items()}
    is_ready = all(parts.values())
    status = "not ready" if not is_ready else "ok" if all(further.values()) else "impaired"
    response = jsonify(status=status, **parts, **further)
    response.status_code = 200 if is_ready else 503
    return response


def watch_over(app: Flask, name: str, check: Callable[[], bool]) -> None:
    """Has the page about readiness tell of one thing more: True from the check means that it is as it should be."""
    _watched(app)[name] = check


def _watched(app: Flask) -> dict[str, Callable[[], bool]]:
    found: dict[str, Callable[[], bool]] = app.extensions.setdefault("advocacy.watched", {})
    return found


def _is_well(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:  # noqa: BLE001 - any failure at all means: not well.
        return False


def _database() -> bool:
    try:
        db.session.execute(db.text("SELECT 1"))
    except Exception:  # noqa: BLE001 - any failure at all means: not ready.
        return False
    return True


@bp.cli.command("migrations")
def migrations() -> None:
    """Says whether the database is in the version this code is written for; ends with 1 when it is not (fault FX16)."""
    fault = fault_of_schema()
    if fault:
        raise click.ClickException(fault)


def fault_of_schema() -> str:
    """Why this code must not work on this database: a sentence that names both versions, or nothing."""
    try:
        present = present_migration()
    except DBAPIError as error:
        return f"The database cannot be reached: {error.orig}"
    newest = newest_migration()
    if present == newest:
        return ""
    if present is None:
        return f"The database is empty (version none); this code is written for version {newest}. First: flask --app app db upgrade"
    told = f"The database is in version {present}, and this code is written for version {newest}."
    if present in _known_migrations():
        return f"{told} Make a backup, then bring the database up to date: flask --app app db upgrade"
    return f"{told} The database is newer than the code: install the release it was last used with, or a later one."


@lru_cache(maxsize=1)
def _scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return ScriptDirectory.from_config(config)


def _known_migrations() -> set[str]:
    return {script.revision for script in _scripts().walk_revisions()}


@lru_cache(maxsize=1)
def newest_migration() -> str | None:
    """The version of the database this code is written for."""
    return _scripts().get_current_head()


def present_migration() -> str | None:
    """The version the database is in; None for an empty one."""
    with reading(), db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _migrations() -> bool:
    try:
        return present_migration() == newest_migration()
    except Exception:  # noqa: BLE001 - any failure at all means: not ready.
        return False


def _queue() -> bool:
    try:
        current_app.extensions["advocacy.queue"].pending_count()
        return jobs.queue_ages()["oldest_seconds"] < 3600
    except Exception:  # noqa: BLE001 - any failure at all means: not ready.
        return False
