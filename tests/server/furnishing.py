"""A database with people who have something to do, copied for each server a test starts."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx2
from sqlalchemy import create_engine, text

from advocacy.accounts import services as accounts
from advocacy.factory import create_app
from advocacy.foundation import jobs
from advocacy.foundation.database import db
from tests.conftest import settings_for
from tests.databases import copied
from tests.factories.programmes import enrol, make_programme
from tests.factories.sharing import make_share
from tests.factories.stories import make_story
from tests.factories.training import license_person
from tests.people import PASSWORD, gather_cast
from tests.ports import free_port

#: Compiled once and read by every process that the tests start.
COMPILED = Path(tempfile.gettempdir()) / f"advocacy-compiled-{os.getuid()}"
SECRET = "a-secret-for-real-processes-" + "y" * 32


@dataclass(frozen=True)
class House:
    """Where a server works: its folder, database, queue and port, and what a test needs to know of the people inside."""

    folder: Path
    database_url: str
    queue_url: str
    port: int
    mail_url: str
    camilla_token: str
    birgitte_token: str
    story: str
    share_code: str
    programmes: tuple[str, ...]

    @property
    def environ(self) -> dict[str, str]:
        """The environment of a real organisation's server; nothing of the tester's own settings gets in."""
        foreign = ("ADVOCACY_", "GRANIAN_", "FLASK_", "PYTHONDONTWRITEBYTECODE")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        return {
            **kept,
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "ADVOCACY_MODE": "production",
            "ADVOCACY_SECRET_KEY": SECRET,
            "ADVOCACY_INSTANCE_DIR": str(self.folder),
            "ADVOCACY_DATABASE_URL": self.database_url,
            "ADVOCACY_QUEUE_URL": self.queue_url,
            "ADVOCACY_MAIL_URL": self.mail_url,
            "ADVOCACY_MAIL_FROM": "Bredfjord <no-reply@bredfjord.example>",
            "ADVOCACY_PUBLIC_URL": f"http://127.0.0.1:{self.port}",
            "PYTHONPYCACHEPREFIX": str(COMPILED),
        }

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def rows(self, statement: str, **values: object) -> list[Any]:
        """What the database says, asked past the application."""
        with self._connection() as connection:
            return list(connection.execute(text(statement), values))

    def number(self, statement: str, **values: object) -> int:
        """A count, asked past the application."""
        return int(self.rows(statement, **values)[0][0])

    def change(self, statement: str, **values: object) -> None:
        """Changes something behind the application's back: time passes, something is lost."""
        with self._connection() as connection:
            connection.execute(text(statement), values)
            connection.commit()

    def end_leases(self) -> None:
        """The leases of killed workers are over: two minutes pass at once."""
        self.change("UPDATE job SET lease_until = :past WHERE lease_until IS NOT NULL", past="2020-01-01 00:00:00.000000")

    def call(self, method: str, path: str, *, token: str = "", body: object = None, key: str = "", seconds: float = 30) -> httpx2.Response:
        """One request of its own connection; raises httpx2.TransportError when nobody answers."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        if key:
            headers["Idempotency-Key"] = key
        with httpx2.Client(base_url=self.url, timeout=seconds, trust_env=False) as client:
            return client.request(method, path, headers=headers, json=body)

    def answers(self, path: str = "/healthz") -> bool:
        """True when somebody answers, and all is well."""
        try:
            return self.call("GET", path, seconds=5).status_code == 200
        except httpx2.TransportError:
            return False

    def press_share(self, key: str, *, seconds: float = 30) -> httpx2.Response:
        """Camilla presses a share button once: a change with a row of its own, a trail and a key."""
        body = {"story": self.story, "network": "linkedin", "language": "da"}
        return self.call("POST", "/api/v1/shares", token=self.camilla_token, body=body, key=key, seconds=seconds)

    def launch(self, number: int = 0) -> httpx2.Response:
        """Birgitte launches one of the programmes that are ready: everybody invited is written to, by jobs."""
        return self.call("POST", f"/api/v1/programmes/{self.programmes[number]}/launch", token=self.birgitte_token, key=f"launch-{number}")

    @contextmanager
    def _connection(self) -> Iterator[Any]:
        engine = create_engine(self.database_url)
        try:
            with engine.connect() as connection:
                yield connection
        finally:
            engine.dispose()


def furnish(kind_url: str, folder: Path) -> House:
    """Lets in the cast: Camilla may share, and Birgitte has three programmes to launch."""
    app, senders = create_app(settings_for(folder, kind_url)), list(jobs._senders)
    try:
        with app.app_context():
            house = _people_in(folder, kind_url)
            db.session.commit()
            db.session.remove()
            db.engine.dispose()
    finally:
        jobs._senders[:] = senders
    return house


def _people_in(folder: Path, url: str) -> House:
    cast = gather_cast()
    programme = make_programme(cast)
    story = make_story(cast, programme)
    enrol(programme, cast.camilla)
    license_person(cast.camilla)
    accounts.open_account(cast.camilla, PASSWORD)
    waiting = [make_programme(cast, is_launched=False) for _ in range(3)]
    return House(
        folder=folder,
        database_url=url,
        queue_url="",
        port=0,
        mail_url="file:",
        camilla_token=accounts.issue_token(cast.camilla, "test", ["shares:write"]),
        birgitte_token=accounts.issue_token(cast.birgitte, "test", ["programmes:write"]),
        story=story.public_id,
        share_code=make_share(cast.jonas, story).link.code,
        programmes=tuple(each.public_id for each in waiting),
    )


def copy_house(house: House, folder: Path, **changes: str) -> House:
    """A copy with a database, a folder and a port of its own."""
    values = {"queue_url": f"sqlite:///{folder / 'queue.db'}", **changes}
    return replace(house, folder=folder, database_url=copied(house.database_url, folder), port=free_port(), **values)
