"""The demo municipality served by the real web server and the real job worker, in a folder of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest

from advocacy.config import ROOT
from tests.ports import free_port

PASSWORD = "bredfjord-demo"


@dataclass(frozen=True)
class Demo:
    """A running demo."""

    url: str
    environ: dict[str, str]

    def command(self, *words: str) -> str:
        """What `flask --app app ...` prints in this demo."""
        done = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "app", *words], cwd=ROOT, env=self.environ, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()


def _environ(folder: Path, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ADVOCACY_")}
    return {
        **kept,
        "ADVOCACY_MODE": "demo",
        "ADVOCACY_INSTANCE_DIR": str(folder),
        "PORT": str(port),
        "HOST": "127.0.0.1",
        "ADVOCACY_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "ADVOCACY_LOG_LEVEL": "WARNING",
    }


@pytest.fixture(scope="session")
def loaded_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Bredfjord, loaded once; each journey plays in a copy."""
    folder = tmp_path_factory.mktemp("demo")
    subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", "demo", "prepare"],
        cwd=ROOT,
        env=_environ(folder, 8000),
        capture_output=True,
        check=True,
    )
    return folder


@contextmanager
def serving(loaded_demo: Path, folder: Path, **settings: str) -> Iterator[Demo]:
    """`python app.py` on a port of its own, until it is told to stop; then it must have stopped cleanly. ``settings`` as in .env.example."""
    shutil.copytree(loaded_demo, folder)
    port = free_port()
    environ = {**_environ(folder, port), **settings}
    server = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=environ, stdout=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}/readyz", server)
        yield Demo(f"http://127.0.0.1:{port}", environ)
    finally:
        server.send_signal(signal.SIGTERM)
        status = server.wait(60)
    assert status == 0


@pytest.fixture
def demo(loaded_demo: Path, tmp_path: Path) -> Iterator[Demo]:
    """The demo as it is."""
    with serving(loaded_demo, tmp_path / "instance") as served:
        yield served


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 90
    while time.monotonic() < until:
        assert server.poll() is None, "the server stopped before it answered"
        try:
            with urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server did not answer")
