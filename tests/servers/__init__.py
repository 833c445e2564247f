"""The networks' own servers, run on this machine: they are installed once outside the work tree, and each is started by the tests that need it."""

from __future__ import annotations

import ctypes
import fcntl
import os
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import pytest

#: Says that this machine is known to be unable to run the servers; the tests that need them are then skipped.
WITHOUT = "ADVOCACY_WITHOUT_SERVERS"
#: Where they are kept; a second run finds them there.
CACHE = Path(os.environ.get("ADVOCACY_SERVERS_CACHE") or Path.home() / ".cache" / "advocacy-servers")


def cannot_run(server: str, why: str) -> NoReturn:
    """Fails loudly, for a test that is not run proves nothing; skips where somebody has said that this is known."""
    sentence = f"{server} cannot be run on this machine: {why}"
    if os.environ.get(WITHOUT) == "yes":
        pytest.skip(sentence)
    pytest.fail(f"{sentence}\nMend that, or set {WITHOUT}=yes to leave out every test that needs a network's own server.", pytrace=False)


@contextmanager
def alone(name: str) -> Iterator[Path]:
    """A folder in the cache with this process alone in it: of several test processes one installs, and the others wait."""
    folder = CACHE / name
    folder.mkdir(parents=True, exist_ok=True)
    with (CACHE / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


@contextmanager
def served(server: str, command: Sequence[str | Path], url: str, folder: Path, *, starts_within: float, ends_within: float) -> Iterator[None]:
    """The server in a process of its own, from its first answer on; it ends with the block, and with this process however that ends.

    ``starts_within`` and ``ends_within`` are seconds; what it says is written into ``folder`` and told where it does not answer.
    """
    log = folder / "log"
    with log.open("w") as written:
        process = subprocess.Popen(command, cwd=folder, stdout=written, stderr=written, preexec_fn=_ends_with_us)
    try:
        until = time.monotonic() + starts_within
        while not _answers(url):
            if time.monotonic() > until or process.poll() is not None:
                cannot_run(server, f"it did not answer:\n{log.read_text(errors='replace')[-1500:]}")
            time.sleep(0.05)
        yield
    finally:
        end(process, ends_within)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except OSError:
        return False


def end(process: subprocess.Popen[Any], within: float) -> None:
    """It leaves when told; after so many seconds it is made to."""
    process.terminate()
    try:
        process.wait(within)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _ends_with_us() -> None:
    """The kernel ends the server when the test process ends, even where that was killed (prctl, PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)
