"""Real processes for a test: started in a folder of their own, watched from outside, and always cleared away."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: Generous, for the machine may be busy with other tests.
LONGEST_SECONDS = 60.0


def wait_until(condition: Callable[[], object], *, seconds: float = LONGEST_SECONDS, what: str = "", pause: float = 0.05) -> None:
    """Waits until the condition is true; fails with its name when that takes too long."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            raise AssertionError(f"Not within {seconds:.0f} seconds: {what or condition}")
        time.sleep(pause)


class Running:
    """``python app.py``, or another Python program, with everything it starts; known by the folder it works in."""

    def __init__(self, environ: Mapping[str, str], *words: str, name: str = "app") -> None:
        self.folder = environ["ADVOCACY_INSTANCE_DIR"]
        self.url = f"http://127.0.0.1:{environ.get('PORT', '0')}"
        self.log = Path(self.folder) / f"{name}-{time.monotonic_ns()}.log"
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, *(words or ("app.py",))],
                cwd=ROOT,
                env=dict(environ),
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )

    def output(self) -> str:
        """What it has said so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def wait_until_ready(self, seconds: float = LONGEST_SECONDS) -> Running:
        """Returns when it says that it is ready; fails with all it said when it ends or takes too long."""
        wait_until(lambda: "Ready:" in self.output() or self.process.poll() is not None, seconds=seconds, what=f"ready\n{self.output()}")
        assert self.process.poll() is None, self.output()
        return self

    def wait(self, seconds: float = LONGEST_SECONDS) -> int:
        """Its exit status, once it has ended by itself."""
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"Still there after {seconds:.0f} seconds:\n{self.output()}") from None

    def stop(self, number: int = signal.SIGTERM, *, is_for_group: bool = False) -> int:
        """Tells it to stop, itself or its whole group as a terminal does, and returns its exit status."""
        self.tell(number, is_for_group=is_for_group)
        return self.wait()

    def tell(self, number: int, *, is_for_group: bool = False) -> None:
        """Sends a signal and does not wait."""
        os.killpg(self.process.pid, number) if is_for_group else self.process.send_signal(number)

    def family(self) -> dict[int, str]:
        """Every living process that works in this folder, with its command line."""
        return dict(_working_in(self.folder))

    def job_workers(self) -> list[int]:
        """The processes that carry out jobs."""
        return [pid for pid, words in self.family().items() if " jobs work" in words]

    def web_servers(self) -> list[int]:
        """The web server's first process."""
        return [pid for pid, words in self.family().items() if " -m advocacy.web" in words and _leads_group(pid)]

    def web_workers(self) -> list[int]:
        """Its workers, which answer requests."""
        return [pid for pid, words in self.family().items() if " -m advocacy.web" in words and not _leads_group(pid)]

    def clear_away(self) -> None:
        """Ends whatever is left, however the test went."""
        for pid in (self.process.pid, *self.family()):
            kill(pid)
        self.process.wait(10)
        wait_until(lambda: not self.family(), seconds=10, what="nothing left")


def kill(pid: int) -> None:
    """SIGKILL, whether or not it is still there."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _working_in(folder: str) -> Iterator[tuple[int, str]]:
    mark = f"ADVOCACY_INSTANCE_DIR={folder}".encode()
    for place in Path("/proc").iterdir():
        if not place.name.isdigit() or int(place.name) == os.getpid():
            continue
        try:
            if mark in (place / "environ").read_bytes().split(b"\0"):
                words = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                if words:
                    yield int(place.name), words
        except OSError:
            continue  # It has just ended, or is somebody else's.


def _leads_group(pid: int) -> bool:
    try:
        return os.getpgid(pid) == pid
    except ProcessLookupError:
        return False
