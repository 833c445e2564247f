"""What every benchmark needs: a way to say what came out, servers to measure, and a person's own sign-in to send along."""

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
SECRET = "only-for-measuring-" + "0" * 32


def tell(name: str, value: float | None, unit: str, *, baseline: float | None = None, ratio: float | None = None,
         target: float | None = None) -> None:
    """One line of JSON for one promise. ``ratio`` is ours to the baseline's, of the same run; ``target`` is what it should reach."""
    told = {"name": name, "value": value, "unit": unit, "baseline": baseline, "ratio": ratio, "target": target}
    print(json.dumps({key: round(each, 3) if isinstance(each, float) else each for key, each in told.items()}), flush=True)


def middle_ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of the rounds' ratios: each round is compared with its own baseline, so that a busy machine disturbs both."""
    return median(a / b for a, b in zip(ours, theirs, strict=True))


@dataclass
class Server:
    """A web server that is being measured."""

    port: int
    process: subprocess.Popen[bytes]
    #: Seconds from the start of the process to its first answer.
    ready_after: float

    def workers(self) -> list[int]:
        """The processes that answer: children of the first one."""
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
    """The settings of a server in a folder of its own, none of the caller's; compiled files are kept, as on a real server."""
    foreign = ("ADVOCACY_", "GRANIAN_", "FLASK_", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    return {
        **kept, "PYTHONPYCACHEPREFIX": str(folder / "compiled"), "PYTHONPATH": f"{ROOT}{os.pathsep}{folder}", "ADVOCACY_MODE": "production",
        "ADVOCACY_SECRET_KEY": SECRET, "ADVOCACY_INSTANCE_DIR": str(folder), "ADVOCACY_LOG_LEVEL": "ERROR", **more,
    }


def our_server() -> list[str]:
    """The application as `python app.py` serves it; workers and threads come from the settings."""
    return ["-m", "advocacy.web"]


def other_server(target: str, *, workers: int) -> list[str]:
    """Another WSGI application under Granian with the same options."""
    return ["-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--http", "1", "--no-ws", "--workers", str(workers),
            "--blocking-threads", "4", "--log-level", "error", "--workers-kill-timeout", "5", "--port", "{port}", target]


@contextmanager
def served(words: Sequence[str], *, directory: Path, environ: Mapping[str, str], path: str = "/healthz") -> Iterator[Server]:
    """A Python program that serves; ready when ``path`` answers, and gone afterwards with everything it started."""
    port = free_port()
    command = [sys.executable, *(word.format(port=port) for word in words)]
    begun = time.monotonic()
    process = subprocess.Popen(command, cwd=directory, env={**environ, "HOST": "127.0.0.1", "PORT": str(port)}, start_new_session=True)
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


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


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
