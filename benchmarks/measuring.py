"""What every benchmark needs: servers to measure, load to put on them, and one way to say what came out."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
LONGEST_START_SECONDS = 60.0


def tell(name: str, value: float | None, unit: str, *, baseline: float | None = None, ratio: float | None = None,
         target: float | None = None) -> None:
    """One line of JSON for one promise. ``ratio`` is ours to the baseline's, of the same run; ``target`` is what it should reach."""
    told = {"name": name, "value": value, "unit": unit, "baseline": baseline, "ratio": ratio, "target": target}
    print(json.dumps({key: round(each, 3) if isinstance(each, float) else each for key, each in told.items()}), flush=True)


def middle_ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of the rounds' ratios: each round is compared with its own baseline, so that a busy machine disturbs both."""
    return median(a / b for a, b in zip(ours, theirs, strict=True))


def free_port() -> int:
    """A number nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """A web server that is being measured."""

    port: int
    process: subprocess.Popen[bytes]
    #: Seconds from the start of the process to its first answer.
    ready_after: float

    def workers(self) -> list[int]:
        """The processes that answer: children of Granian's first one."""
        found = []
        for place in Path("/proc").iterdir():
            if place.name.isdigit():
                with suppress(OSError):
                    if int((place / "stat").read_text().rpartition(")")[2].split()[1]) == self.process.pid:
                        found.append(int(place.name))
        return found


def memory_of(pid: int) -> tuple[float, float]:
    """Megabytes a process holds: its own and its fair part of what it shares (PSS), and all it can see (RSS)."""
    lines = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:])
    return int(lines["Pss"].split()[0]) / 1024, int(lines["Rss"].split()[0]) / 1024


def clean_environ(folder: Path, **more: str) -> dict[str, str]:
    """The environment without anybody's settings; compiled files are kept in the folder, as they are on a real server."""
    kept = {name: value for name, value in os.environ.items()
            if not name.startswith(("ADVOCACY_", "GRANIAN_", "FLASK_")) and name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder / "compiled"), **more}


@contextmanager
def served(target: str, *, directory: Path, environ: Mapping[str, str], path: str = "/healthz", workers: int = 2,
           threads: int = 4) -> Iterator[Server]:
    """A WSGI application under Granian, with the options of advocacy.server; ready when ``path`` answers."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--http", "1", "--no-ws",
               "--workers", str(workers), "--blocking-threads", str(threads), "--log-level", "error", "--workers-kill-timeout", "5", target]
    begun = time.monotonic()
    process = subprocess.Popen(command, cwd=directory, env=dict(environ), start_new_session=True)
    try:
        _wait_until_answered(process, port, path)
        yield Server(port, process, time.monotonic() - begun)
    finally:
        process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait_until_answered(process: subprocess.Popen[bytes], port: int, path: str) -> None:
    until = time.monotonic() + LONGEST_START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        with suppress(OSError, http.client.HTTPException):
            connection.request("GET", path)
            if connection.getresponse().status < 500:
                connection.close()
                return
        connection.close()
        time.sleep(0.005)
    raise RuntimeError(f"Nothing answered on port {port}.")
