"""The short version of benchmarks/kill.py: servers, workers and loaders die at any moment, and each visit counts exactly once."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from advocacy.config import ROOT
from tests.faults.scale import times

LONGEST_SECONDS = 280


def test_each_answered_visit_is_stored_once_whatever_dies(database_kind: str) -> None:
    """Fault FX01: in real processes; on PostgreSQL its own server is killed too, and at last everything is told to stop."""
    words = [sys.executable, "-m", "benchmarks.kill", str(times(25, 1_000)), str(times(1_500, 200_000)), database_kind]
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("ADVOCACY_", "GRANIAN_", "FLASK_"))}
    done = subprocess.run(words, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=times(LONGEST_SECONDS, 7_200), check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]  # The server's own words stand beside.
    told = {line["name"].rpartition(".")[2]: line["value"] for line in lines}
    assert told["wrong"] == 0, done.stderr[-4000:]
    assert told["kills"] >= 25
    assert told["answered"] >= 1_500
