"""A load generator that is quicker than what it measures: a small program in C, compiled where there is a compiler."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from benchmarks.load import BROWSER

SOURCE = Path(__file__).with_name("caller.c")
DEFAULTS = {"Host": "127.0.0.1", "User-Agent": BROWSER, "Accept": "text/html", "Accept-Language": "da,en;q=0.8",
            "Referer": "https://www.linkedin.com/"}


@dataclass(frozen=True)
class Calls:
    """What came back; waits in milliseconds."""

    seconds: float
    answers: int
    errors: int
    p50: float
    p99: float
    p999: float
    longest: float
    statuses: dict[str, int]

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.answers / self.seconds


class NoCompiler(Exception):
    """There is no C compiler on this machine."""


@lru_cache(maxsize=1)
def program() -> Path:
    """The compiled program; raises NoCompiler."""
    compiler = shutil.which("gcc") or shutil.which("cc") or shutil.which("clang")
    if compiler is None:
        raise NoCompiler("A C compiler (gcc) is needed to measure the redirect.")
    target = Path(tempfile.mkdtemp(prefix="caller-")) / "caller"
    subprocess.run([compiler, "-O2", "-o", str(target), str(SOURCE)], check=True)
    return target


def begin(port: int, paths: Sequence[str], folder: Path, *, seconds: float, connections: int = 32, rate: float = 0,
          headers: Mapping[str, str] | None = None, counts: Path | None = None) -> subprocess.Popen[str]:
    """Starts calling; what it prints at its end is read by ``ended``."""
    name = tempfile.mkdtemp(dir=folder)
    head, listed = Path(name) / "head", Path(name) / "paths"
    head.write_text("".join(f"{key}: {value}\r\n" for key, value in {**DEFAULTS, **(headers or {})}.items()))
    listed.write_text("\n".join(paths) + "\n")
    words = (program(), port, connections, seconds, rate, head, listed, *((counts,) if counts else ()))
    return subprocess.Popen([str(word) for word in words], stdout=subprocess.PIPE, text=True)


def ended(process: subprocess.Popen[str]) -> Calls:
    """What came of it, once it has ended."""
    told, _ = process.communicate()
    assert process.returncode == 0, told
    return Calls(**json.loads(told))


def call(port: int, paths: Sequence[str], folder: Path, *, seconds: float, connections: int = 32, rate: float = 0,
         headers: Mapping[str, str] | None = None) -> Calls:
    """Calls for so many seconds, and says what came back."""
    return ended(begin(port, paths, folder, seconds=seconds, connections=connections, rate=rate, headers=headers))


def counted(path: Path) -> dict[str, tuple[int, int]]:
    """For each path, how often it was asked for, and how often the answer was 302."""
    found: dict[str, tuple[int, int]] = {}
    for line in path.read_text().splitlines():
        name, asked, sent_on = line.rsplit(" ", 2)
        before = found.get(name, (0, 0))
        found[name] = (before[0] + int(asked), before[1] + int(sent_on))
    return found
