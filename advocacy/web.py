"""The web server: it loads the application once, and every worker begins as a copy of it, quickly and sharing its memory."""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
from typing import TYPE_CHECKING

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import MPServer

from advocacy.config import ROOT, Settings

if TYPE_CHECKING:
    from flask import Flask

#: How long requests may take to end after a worker is told to stop.
DRAIN_SECONDS = 30
STATIC_SECONDS = 31_536_000
#: Files that are compressed already; the rest of /static is text, which foundation.light sends compressed.
FONTS = "vendor/ibm-plex-sans"
_SET_PARENT_DEATH_SIGNAL = 1

_loaded: list[Flask] = []


def main() -> None:
    """Serves until SIGTERM; refuses a database of another version, and names both (fault FX16)."""
    app = _load()
    _loaded.append(app)
    settings: Settings = app.extensions["advocacy.settings"]
    _server(settings, os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))).serve(
        target_loader=_application, wrap_loader=False)


def _load() -> Flask:
    """The application. Of what is loaded now nothing is garbage: not looking for any takes a third off the start,
    and never looking through it again lets the workers share its memory."""
    gc.disable()
    from advocacy.factory import create_app
    from advocacy.foundation.database import db
    from advocacy.foundation.health import fault_of_schema

    app = create_app()
    with app.app_context():
        fault = fault_of_schema()
        db.engine.dispose()  # A connection must not be shared between processes.
    if fault:
        raise SystemExit(fault)
    gc.freeze()
    gc.enable()
    return app


def _application() -> Flask:
    """What a worker serves. It is told to stop when the server is killed, so that nobody goes on answering beside the next one."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)
    app = _loaded[0] if _loaded else _load()
    from advocacy.links.lane import lane_of

    lane_of(app).begin()
    return app


def _server(settings: Settings, host: str, port: int) -> MPServer:
    """Granian with the options that docs/operating.md explains."""
    return MPServer(
        "app:app", address=host, port=port, interface=Interfaces.WSGI, http=HTTPModes.http1, websockets=False,
        workers=settings.workers, blocking_threads=settings.threads, http1_settings=HTTP1Settings(header_read_timeout=5_000),
        respawn_failed_workers=True, respawn_interval=0.2, workers_kill_timeout=DRAIN_SECONDS, log_level=LogLevels.warning,
        static_path_route=[f"/static/{FONTS}"], static_path_mount=[ROOT / "static" / FONTS], static_path_expires=STATIC_SECONDS,
    )


if __name__ == "__main__":
    main()
