"""Starts the web server and the job worker, or what ADVOCACY_ROLE says, watches over them, and stops them without losing anything."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from ipaddress import ip_address
from types import FrameType
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

from advocacy.config import PREFIX, ROOT, Settings, WrongSettings, load_settings

#: How long what runs may take to end after we are told to stop: longer than the web server's own limit of 30 seconds.
LONGEST_STOP_SECONDS = 35
LONGEST_START_SECONDS = 120
PAUSE_SECONDS = 0.1
#: Roles with a job worker; ``web`` and ``redirect`` are a web server and a loader, ``worker`` is nothing else.
WORKING = frozenset({"all", "worker"})
RESTART_SECONDS = 1.0
_SET_PARENT_DEATH_SIGNAL, _ADOPT_ORPHANS = 1, 36


def main() -> int:
    """Looks at settings and database, prepares the demo's own, then serves until SIGTERM or Ctrl-C; returns the exit status."""
    environ = dict(os.environ)
    host, port = environ.get("HOST", "127.0.0.1"), environ.get("PORT", "8000")
    environ.setdefault(f"{PREFIX}PUBLIC_URL", f"http://127.0.0.1:{port}")
    try:
        settings = _checked_settings(environ, host, port)
    except WrongSettings as error:
        print(error, file=sys.stderr)
        return 2
    stopping = _Stopping()
    _tell_kernel(_ADOPT_ORPHANS, 1)
    if settings.is_demo and (status := _first(_Child(environ, _flask("demo", "prepare")), stopping)):
        return status
    return 0 if stopping else _serve(_children(environ, settings.role, _own_address(host, port), stopping), stopping)


def _checked_settings(environ: Mapping[str, str], host: str, port: str) -> Settings:
    """The settings, or every fault of theirs and of HOST and PORT on one screen."""
    settings, told = None, "These settings are wrong:"
    try:
        settings = load_settings(environ)
    except WrongSettings as error:
        told = str(error)
    is_listening = settings is None or settings.role != "worker"
    fault = _fault_of_place(host, port, is_demo=settings is not None and settings.is_demo) if is_listening else ""
    if settings is None or fault:
        raise WrongSettings(f"{told}\n  - {fault}" if fault else told)
    return settings


def _fault_of_place(host: str, port: str, *, is_demo: bool) -> str:
    if is_demo and not _is_loopback(host):
        return f"HOST: the demo's passwords are public, so it is served on this machine only (127.0.0.1), not on {host}"
    if not port.isdigit() or not 0 < int(port) < 65_536:
        return f"PORT: write a number from 1 to 65535, not {port!r}"
    if _is_taken(host, int(port)):
        return f"PORT: {port} is taken on {host}. Stop what uses it, or choose another one, for example PORT={int(port) + 1}"
    return ""


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _is_taken(host: str, port: int) -> bool:
    """Granian shares its port among its workers, so a second server would quietly get half of the first one's readers."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def _own_address(host: str, port: str) -> str:
    """Where we reach our own web server: one that listens everywhere listens here too."""
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - it is read here, not listened on.
    return f"http://[{here}]:{port}" if ":" in here else f"http://{here}:{port}"


class _Stopping:
    """Whether we have been told to stop. A second Ctrl-C, a while after the first, means at once."""

    def __init__(self) -> None:
        self.since: float | None = None
        self.at_once = False
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._hear)

    def __bool__(self) -> bool:
        return self.since is not None

    def _hear(self, number: int, _frame: FrameType | None) -> None:
        if self.since is None:
            self.since = time.monotonic()
        elif number == signal.SIGINT and time.monotonic() > self.since + 1:
            self.at_once = True


class _Child:
    """A process of ours with all that it starts: a session of its own, so that Ctrl-C reaches us alone and we stop them in order."""

    def __init__(self, environ: Mapping[str, str], words: list[str]) -> None:
        self.environ, self.words = dict(environ), words
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, *self.words], cwd=ROOT, env=self.environ, start_new_session=True, preexec_fn=_die_with_parent
        )

    def status(self) -> int | None:
        """The exit status of the first process, None while it runs."""
        return self.process.poll()

    def is_gone(self) -> bool:
        """True when nothing is left of it, not even a worker whose parent was killed."""
        if self.process.poll() is None:
            return False
        try:
            while os.waitpid(-self.process.pid, os.WNOHANG)[0]:
                continue
            return False
        except ChildProcessError:
            return True

    def tell(self, number: int) -> None:
        """Sends a signal to the first process."""
        if self.process.poll() is None:
            self.process.send_signal(number)

    def tell_all(self, number: int) -> None:
        """Sends a signal to every process of it."""
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            return


def _tell_kernel(option: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value)


def _die_with_parent() -> None:
    """On Linux a child is told to stop when we are killed, so that nothing is left running."""
    _tell_kernel(_SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)


def _first(child: _Child, stopping: _Stopping) -> int:
    """Waits for what must be done before serving; 0 when it was done, or when we are told to stop meanwhile."""
    while child.status() is None and not stopping:
        time.sleep(PAUSE_SECONDS)
    _stop([child], stopping)
    return 0 if stopping else child.status() or 0


def _children(environ: Mapping[str, str], role: str, address: str, stopping: _Stopping) -> dict[str, _Child] | int:
    """Starts what the role says: the web server first, and the job worker when it answers. An exit status when it never did."""
    children: dict[str, _Child] = {}
    if role != "worker":
        web = children["web server"] = _Child(environ, ["-m", "advocacy.web"])
        if not _wait_until_it_answers(web, f"{address}/healthz", stopping):
            _stop([web], stopping)
            return 0 if stopping else web.status() or 1
    if role in WORKING:
        children["job worker"] = _Child(environ, _flask("jobs", "work"))
    else:
        # The visits of links are brought into the database from the machine on which they were written down.
        children["loader"] = _Child(environ, _flask("jobs", "accompany"))
    print(f"\n  Ready: {address if role != 'worker' else 'the job worker'}   (Ctrl-C stops it)\n", flush=True)
    return children


def _serve(children: dict[str, _Child] | int, stopping: _Stopping) -> int:
    """Watches over them until we are told to stop; only a web server that never answered ends us by itself."""
    if isinstance(children, int):
        return children
    while not stopping:
        time.sleep(PAUSE_SECONDS)
        for name, child in children.items():
            if child.status() is not None and not stopping:
                _start_again(name, child, stopping)
    _stop(list(children.values()), stopping)
    return 0


def _wait_until_it_answers(web: _Child, url: str, stopping: _Stopping) -> bool:
    """True as soon as the web server answers; the address is our own, on this machine, so no proxy is asked."""
    opener = build_opener(ProxyHandler({}))
    until = time.monotonic() + LONGEST_START_SECONDS
    while web.status() is None and not stopping and time.monotonic() < until:
        try:
            with opener.open(url, timeout=2):
                return True
        except HTTPError:
            return True  # It answers, if only to say that this is not the name it is known by.
        except OSError:
            time.sleep(PAUSE_SECONDS)
    return False


def _start_again(name: str, child: _Child, stopping: _Stopping) -> None:
    """Clears away what a process that ended has left behind, and starts it again after a moment."""
    print(f"The {name} stopped by itself; starting it again.", file=sys.stderr, flush=True)
    child.tell_all(signal.SIGTERM)
    until = time.monotonic() + RESTART_SECONDS
    while not stopping and time.monotonic() < until:
        time.sleep(PAUSE_SECONDS)
    child.tell_all(signal.SIGKILL)
    if not stopping:
        child.start()


def _stop(children: list[_Child], stopping: _Stopping) -> None:
    """Lets what runs be finished, then ends whatever is left.

    The signal is sent again and again, to workers too: one that is just being started does not hear the first.
    """
    for child in children:
        child.tell(signal.SIGTERM)
    begun = told = time.monotonic()
    while not all(child.is_gone() for child in children) and not stopping.at_once and time.monotonic() < begun + LONGEST_STOP_SECONDS:
        time.sleep(PAUSE_SECONDS / 2)
        if time.monotonic() > told + 1:
            told = time.monotonic()
            for child in children:
                child.tell_all(signal.SIGTERM)
    for child in children:
        if not child.is_gone():
            child.tell_all(signal.SIGKILL)
            child.process.wait()


def _flask(*words: str) -> list[str]:
    return ["-m", "flask", "--app", "app", *words]
