"""Starts the web server and the job worker, watches over both, and stops them together without losing anything."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from ipaddress import ip_address
from types import FrameType
from urllib.request import urlopen

from advocacy.config import PREFIX, ROOT, Settings, WrongSettings, load_settings

DRAIN_SECONDS = 30
LONGEST_START_SECONDS = 60
_SET_PARENT_DEATH_SIGNAL = 1


def main() -> int:
    """Prepares the database in the demo, then serves until SIGTERM or Ctrl-C; returns the exit status."""
    environ = dict(os.environ)
    host, port = environ.get("HOST", "127.0.0.1"), environ.get("PORT", "8000")
    environ.setdefault(f"{PREFIX}PUBLIC_URL", f"http://127.0.0.1:{port}")
    try:
        settings = load_settings(environ)
        if settings.is_demo and not _is_loopback(host):
            raise WrongSettings("HOST: the demo's passwords are public, so it is served on this machine only (127.0.0.1).")
    except WrongSettings as error:
        print(error, file=sys.stderr)
        return 2
    if settings.is_demo and (status := _flask(environ, "demo", "prepare").wait()):
        return status
    return _serve(settings, environ, host, port)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _serve(settings: Settings, environ: Mapping[str, str], host: str, port: str) -> int:
    stopping: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopping.append(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    web, worker = _web(settings, environ, host, port), _flask(environ, "jobs", "work")
    if _wait_until_it_answers(web, f"http://{host}:{port}/healthz", stopping):
        print(f"\n  Ready: http://{host}:{port}   (Ctrl-C stops it)\n", flush=True)
    while not stopping and web.poll() is None:
        time.sleep(0.2)
        if worker.poll() is not None and not stopping:
            print("The job worker stopped by itself; starting it again.", file=sys.stderr)
            time.sleep(1)
            worker = _flask(environ, "jobs", "work")
    status = 0 if stopping else (web.returncode or 1)
    for child in (web, worker):
        _end(child)
    return status


def _wait_until_it_answers(web: subprocess.Popen[bytes], url: str, stopping: list[int]) -> bool:
    """True as soon as the web server answers; the address is our own, on this machine."""
    until = time.monotonic() + LONGEST_START_SECONDS
    while web.poll() is None and not stopping and time.monotonic() < until:
        try:
            with urlopen(url, timeout=2):  # noqa: S310
                return True
        except OSError:
            time.sleep(0.1)
    return False


def _web(settings: Settings, environ: Mapping[str, str], host: str, port: str) -> subprocess.Popen[bytes]:
    """Granian with the options the measurements in docs/operating.md ask for."""
    return _start(environ, [
        "-m", "granian", "--interface", "wsgi", "--host", host, "--port", port, "--http", "1", "--no-ws",
        "--workers", str(settings.workers), "--blocking-threads", str(settings.threads),
        "--respawn-failed-workers", "--respawn-interval", "0.2", "--http1-header-read-timeout", "5000",
        "--workers-kill-timeout", str(DRAIN_SECONDS), "--static-path-route", "/static",
        "--static-path-mount", str(ROOT / "static"), "--static-path-expires", "31536000",
        "--log-level", "warning", "app:app",
    ])


def _flask(environ: Mapping[str, str], *words: str) -> subprocess.Popen[bytes]:
    return _start(environ, ["-m", "flask", "--app", "app", *words])


def _start(environ: Mapping[str, str], words: list[str]) -> subprocess.Popen[bytes]:
    """A child in a session of its own, so that Ctrl-C reaches us alone and we stop the children in order."""
    return subprocess.Popen([sys.executable, *words], cwd=ROOT, env=dict(environ), start_new_session=True,
                            preexec_fn=_die_with_parent)


def _die_with_parent() -> None:
    """On Linux a child is told to stop when we are killed, so that nothing is left running."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(DRAIN_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
