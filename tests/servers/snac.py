"""A real server of the fediverse on this machine: snac2, from Debian's own package, which speaks Mastodon's interface."""

from __future__ import annotations

import hashlib
import json
import platform
import re
import shutil
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from tests.ports import free_port
from tests.servers import alone, cannot_run, served

NAME = "snac2"
VERSION = "2.75-2"
PACKAGE = f"pool/main/s/snac2/snac2_{VERSION}_amd64.deb"
CHECKSUM = "f509ee95c82bbf3863e76ad2d81665d5f1f90fbdceb0ea2615da476ce44c8fa8"
#: Asked only where the machine itself names no other mirror.
FALLBACK = "http://deb.debian.org/debian"
#: Brings what it fetches with this machine's own proxies and keys, and checks it.
_FETCH = Path("/usr/lib/apt/apt-helper")


@dataclass
class Resident:
    """Somebody with an account on the server, and what they do there themselves."""

    home: str
    name: str
    password: str

    @property
    def address(self) -> str:
        """Where their page is."""
        return f"{self.home}/{self.name}"

    @cached_property
    def token(self) -> str:
        """As their own app would have it."""
        asked = urllib.parse.urlencode({"login": self.name, "passwd": self.password}).encode()
        with urllib.request.urlopen(f"{self.home}/oauth/x-snac-get-token", asked, timeout=20) as answer:
            return re.findall(r"[0-9a-f]{32}", answer.read().decode())[-1]

    def ask(self, path: str, **sent: str) -> Any:
        """Calls the server as their own app does: GET, or POST where something is sent."""
        body = urllib.parse.urlencode(sent).encode() if sent else None
        request = urllib.request.Request(self.home + path, body, {"Authorization": f"Bearer {self.token}"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.loads(answer.read() or b"null")

    def message_with(self, words: str) -> str | None:
        """The name that a message with these words has in this person's home, or None until it has come."""
        found = [each["id"] for each in self.ask("/api/v1/timelines/home?limit=40") if words in each["content"]]
        return found[0] if found else None

    def counts_of(self, words: str) -> tuple[int, int]:
        """How many answers and likes the server counts for a message with these words; nothing while it is not there."""
        found = [each for each in self.ask("/api/v1/timelines/home?limit=40") if words in each["content"]]
        return (found[0]["replies_count"], found[0]["favourites_count"]) if found else (0, 0)

    def like_and_answer(self, words: str, answer: str) -> None:
        """Waits until a message has come, presses the star and answers."""
        until = time.monotonic() + 40
        while (message := self.message_with(words)) is None:
            assert time.monotonic() < until, "the message did not come to the one who follows"
            time.sleep(0.3)
        self.ask(f"/api/v1/statuses/{message}/favourite", x="1")
        self.ask("/api/v1/statuses", status=answer, in_reply_to_id=message)


@dataclass
class LittleFediverse:
    """One server with two people: an employee, and a leader who follows the employee."""

    url: str
    employee: Resident
    leader: Resident

    @property
    def place(self) -> str:
        """As ADVOCACY_EGRESS_ALLOW wants it, and as somebody types it."""
        return self.url.removeprefix("http://")


def installed() -> Path:
    """The program; fetched from Debian and unpacked where it is missing."""
    if platform.system() != "Linux" or platform.machine() != "x86_64":
        cannot_run(NAME, "its package is pinned for Linux on x86_64 only.")
    with alone(f"snac2-{VERSION}") as folder:
        program = folder / "snac"
        if not program.exists():
            _install(folder)
        missing = [line.strip() for line in _said("ldd", program).splitlines() if "not found" in line]
        if missing:
            cannot_run(NAME, "libraries are missing: " + "; ".join(missing) + ". On Debian: apt-get install libcurl4 libssl3.")
        return program


def _install(folder: Path) -> None:
    for tool in ("dpkg-deb", "ldd"):
        if shutil.which(tool) is None:
            cannot_run(NAME, f"{tool} is missing; it needs a Debian or one of its relatives.")
    if not _FETCH.exists():
        cannot_run(NAME, f"{_FETCH} is missing; it needs a Debian or one of its relatives.")
    with tempfile.TemporaryDirectory(prefix="snac-") as scratch:
        package = Path(scratch) / "snac2.deb"
        Path(scratch).chmod(0o755)  # The fetcher gives up its rights as root, and must still reach the folder.
        said = ""
        for mirror in dict.fromkeys([*mirrors(), FALLBACK]):
            done = subprocess.run(
                [_FETCH, "download-file", f"{mirror.rstrip('/')}/{PACKAGE}", package, f"SHA256:{CHECKSUM}"],
                capture_output=True,
                text=True,
                timeout=120,
                check=False,
            )
            said += done.stdout[-500:] + done.stderr[-500:]
            if done.returncode == 0 and package.exists():
                break
        if not package.exists():
            cannot_run(NAME, f"its package could not be fetched:\n{said}")
        assert hashlib.sha256(package.read_bytes()).hexdigest() == CHECKSUM
        _said("dpkg-deb", "-x", package, Path(scratch) / "unpacked")
        # The program is all of it that is needed; it is there whole or not at all.
        shutil.copy2(Path(scratch) / "unpacked" / "usr" / "bin" / "snac", folder / "snac.new")
        (folder / "snac.new").rename(folder / "snac")


def mirrors(folder: Path = Path("/etc/apt")) -> list[str]:
    """The Debian mirrors this machine is set up with, in both of the ways to write them; security archives hold other things."""
    found: list[str] = []
    for path in [folder / "sources.list", *sorted((folder / "sources.list.d").glob("*.list"))]:
        text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        found += re.findall(r"^\s*deb\s+(?:\[[^\]]*\]\s+)?(https?://\S+)\s+\S+.*\bmain\b", text, re.MULTILINE)
    for path in sorted((folder / "sources.list.d").glob("*.sources")):
        found += [
            uri
            for uris in re.findall(r"^URIs:(.*)$", path.read_text(encoding="utf-8", errors="replace"), re.MULTILINE)
            for uri in uris.split()
        ]
    return [uri for uri in found if uri.startswith("http") and "debian" in uri and "security" not in uri]


def _said(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    if done.returncode:
        cannot_run(NAME, f"`{' '.join(map(str, command))}` failed: {done.stdout[-500:]}{done.stderr[-500:]}")
    return done.stdout


@contextmanager
def little_fediverse() -> Iterator[LittleFediverse]:
    """The server, started; it ends with the block."""
    program, port = installed(), free_port()
    place = f"localhost:{port}"
    with tempfile.TemporaryDirectory(prefix="snac-") as scratch:
        home = Path(scratch) / "home"
        answers = f"127.0.0.1\n{port}\n{place}\n\nadmin@example.test\n"
        subprocess.run([program, "init", home], input=answers, capture_output=True, text=True, timeout=60, check=True)
        settings = home / "server.json"
        settings.write_text(re.sub(r'("protocol":\s*)"https"', r'\1"http"', settings.read_text()))
        people = [_resident(program, home, f"http://{place}", name) for name in ("medarbejder", "leder")]
        # Its own threads may sleep for seconds when it is told to end, and there is nothing in it to save.
        with served(NAME, [program, "httpd", home], f"http://{place}/", Path(scratch), starts_within=20, ends_within=0.5):
            _said(program, "follow", home, people[1].name, people[0].address)
            yield LittleFediverse(f"http://{place}", *people)


def _resident(program: Path, home: Path, url: str, name: str) -> Resident:
    said = _said(program, "adduser", home, name)
    return Resident(url, name, re.findall(r"password is (\S+)", said)[0])


@pytest.fixture(scope="session")
def fediverse() -> Iterator[LittleFediverse]:
    """One little fediverse for each process of the run."""
    with little_fediverse() as server:
        yield server
