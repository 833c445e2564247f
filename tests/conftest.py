"""The stage: an application on a real database, a transaction around each test, and a browser to press buttons with."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade

# The PostgreSQL package looks for a folder of its own and warns where there is none.
_runtime = Path(tempfile.gettempdir()) / f"advocacy-runtime-{os.getuid()}"
_runtime.mkdir(mode=0o700, exist_ok=True)
os.environ["XDG_RUNTIME_DIR"] = str(_runtime)

from advocacy.accounts import secrets
from advocacy.config import Settings, load_settings
from advocacy.factory import create_app
from advocacy.foundation import jobs
from advocacy.foundation.database import db
from tests.databases import copied, database_url
from tests.links.stage import forget_visits
from tests.people import Cast, gather_cast
from tests.signing_in import Visitor

pytest_plugins = ["tests.spreading", "tests.browser.stage", "tests.browser.live", "tests.journeys.stage", "tests.servers.snac", "tests.servers.mastodon"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite")


def settings_for(folder: Path, url: str, **changes: object) -> Settings:
    """Settings of an application of its own, in a folder of its own."""
    named: dict[str, object] = {
        "mode": "development",
        "secret_key": "a-secret-for-tests-" + "x" * 32,
        "instance_dir": str(folder),
        "database_url": url,
        "queue_url": f"sqlite:///{folder / 'queue.db'}",
        "log_level": "ERROR",
        "public_url": "http://127.0.0.1:8000",
    }
    return load_settings({}, **{**named, **changes})


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> None:
    """The same argon2id with the lightest settings: what is tested is the door, not how heavy it is."""
    secrets._hasher = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)


@pytest.fixture(scope="session")
def database_kind(request: pytest.FixtureRequest) -> str:
    return str(request.config.getoption("--database"))


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory, database_kind: str) -> Iterator[str]:
    """The address of a database with the tables that the migrations make and nothing in them; whoever needs one works in a copy."""
    folder = tmp_path_factory.mktemp("tables")
    with database_url(database_kind, folder) as url:
        senders = list(jobs._senders)
        app = create_app(settings_for(folder, url))
        jobs._senders[:] = senders
        with app.app_context():
            upgrade()
            db.engine.dispose()
        yield url


@pytest.fixture(scope="session")
def session_app(tmp_path_factory: pytest.TempPathFactory, tables: str) -> Iterator[Flask]:
    """One application for each process of the run."""
    folder = tmp_path_factory.mktemp("instance")
    app = create_app(settings_for(folder, copied(tables, folder)))
    app.config.update(TESTING=False, WTF_CSRF_ENABLED=False)
    with app.app_context():
        db.session.session_factory.configure(join_transaction_mode="create_savepoint")
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(session_app: Flask) -> Iterator[Flask]:
    """The application with a transaction around the test that is rolled back afterwards."""
    with session_app.app_context():
        engines = db.engines
        engine = engines[None]
    connection = engine.connect()
    outer = connection.begin()
    engines[None] = connection  # type: ignore[index, assignment]
    yield session_app
    with session_app.app_context():
        db.session.remove()
    outer.rollback()
    connection.close()
    engines[None] = engine  # type: ignore[index]
    forget_visits(session_app)


@pytest.fixture
def own_app(tmp_path: Path, tables: str) -> Iterator[Flask]:
    """An application with a database nobody else has and no transaction around it, for tests with several threads."""
    app = create_app(settings_for(tmp_path, copied(tables, tmp_path)))
    app.config.update(WTF_CSRF_ENABLED=False)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def cast(app: Flask) -> Cast:
    """The named people every test plays with."""
    with app.app_context():
        found = gather_cast()
        db.session.commit()
        for each in vars(found).values():
            db.session.refresh(each)
        db.session.expunge_all()
    return found


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A stranger's browser."""
    return app.test_client()


@pytest.fixture
def visit(app: Flask) -> Visitor:
    """``visit(cast.camilla)`` is a client signed in as her."""
    return Visitor(app)
