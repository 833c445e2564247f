"""The script a newcomer pastes does what it says."""

from __future__ import annotations

import re
import subprocess
import sys

from advocacy.config import ROOT
from tests.journeys.stage import Demo


def test_the_tour_takes_all_eight_steps(demo: Demo) -> None:
    for _time in range(2):
        done = subprocess.run([sys.executable, "docs/api_tour.py"], cwd=ROOT, env=demo.environ, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        assert re.findall(r"^(\d)\. ", done.stdout, re.MULTILINE) == list("12345678")
        assert f"302 {demo.url}/bredfjord/" in done.stdout
