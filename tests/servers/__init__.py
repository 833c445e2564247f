"""The networks' own servers, run on this machine: they are installed once outside the work tree, and each is started by the tests that need it."""

from __future__ import annotations

import ctypes
import fcntl
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

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


def ends_with_us() -> None:
    """For ``preexec_fn``: the kernel ends the server when the test process ends, even where that was killed (prctl, PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)
