"""Reads what strangers made in a process of its own, which may use little memory and little time and knows nothing of ours."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 5
#: Longer than the processor's time, for a machine that is busy with other things.
WALL_SECONDS = 20
#: The limits are set before a single byte is looked at and before the reader's own libraries are loaded.
_BEGIN = """
import resource, runpy, sys
memory, seconds = int(sys.argv[1]), int(sys.argv[2])
for limit, most in (
    (resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0),
):
    resource.setrlimit(limit, (most, most))
sys.argv = sys.argv[3:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


class ConfinedFailed(Exception):
    """The reader ran into one of its limits or fell over; what it was given is of no use."""


def confined(
    reader: Path,
    given: bytes,
    *words: str,
    memory_bytes: int = MEMORY_BYTES,
    cpu_seconds: int = CPU_SECONDS,
    wall_seconds: float = WALL_SECONDS,
) -> bytes:
    """Hands bytes to a little program of ours and returns what it wrote; raises ConfinedFailed.

    ``reader`` is a Python file that reads its standard input and writes its standard output. It starts without our
    environment, our settings and our modules (``-I``), so whoever takes it over finds nothing. A start costs 50 to 100 ms.
    """
    command = [sys.executable, "-I", "-X", "utf8", "-c", _BEGIN, str(memory_bytes), str(cpu_seconds), str(reader), *words]
    try:
        done = subprocess.run(command, input=given, capture_output=True, env={}, cwd="/", timeout=wall_seconds, check=False)  # noqa: S603 - our own program.
    except subprocess.TimeoutExpired as error:
        raise ConfinedFailed("too late") from error
    if done.returncode != 0:
        raise ConfinedFailed(f"ended with {done.returncode}")
    return done.stdout
