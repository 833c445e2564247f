"""What the one command does before it serves: it looks at settings, port and database, and says what is wrong in one go."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest

from tests.server.furnishing import House
from tests.server.running import ROOT, Running
from tests.server.stage import Start


def test_it_serves_a_real_organisation(served: tuple[House, Running]) -> None:
    house, running = served
    assert f"Ready: {house.url}" in running.output()
    assert house.call("GET", "/healthz").json() == {"status": "ok"}
    ready = house.call("GET", "/readyz")
    assert (ready.status_code, ready.json()) == (200, {"status": "ok", "database": True, "migrations": True, "queue": True, "visits": True})
    assert house.call("GET", "/static/css/tokens.css").status_code == 200
    assert (len(running.web_servers()), len(running.web_workers()), len(running.job_workers())) == (1, 2, 1)


def test_wrong_settings_are_named_on_one_screen(house: House, start: Start) -> None:
    """Attack row O01; HOST and PORT too."""
    running = start(house, ADVOCACY_WORKERS="many", ADVOCACY_SECRET_KEY="short", ADVOCACY_MAIL_URL="post", PORT="eighty")
    assert running.wait() == 2
    told = running.output()
    assert all(name in told for name in ("ADVOCACY_WORKERS", "ADVOCACY_SECRET_KEY", "ADVOCACY_MAIL_URL", "PORT"))
    assert "Traceback" not in told


def test_a_port_that_is_taken_is_named(house: House, start: Start) -> None:
    """Granian would share it with a second server, which would then quietly get half of the readers."""
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", house.port))
        other.listen()
        running = start(house)
        assert running.wait() == 2
    assert f"PORT: {house.port} is taken" in running.output()


def test_an_empty_database_is_not_served(house: House, start: Start, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Fault FX16, attack row O05: a real organisation's tables are made on purpose, not by starting."""
    empty = f"sqlite:///{tmp_path_factory.mktemp('empty') / 'empty.db'}"
    running = start(house, ADVOCACY_DATABASE_URL=empty)
    assert running.wait() == 1
    told = running.output()
    assert "version none" in told
    newest = sorted(path.name.split("_")[3] for path in (ROOT / "migrations" / "versions").glob("*.py"))[-1]
    assert f"version {newest}" in told
    assert "flask --app app db upgrade" in told


def test_a_database_of_another_version_is_not_served(house: House, start: Start) -> None:
    """Fault FX16: newer code leaves a mark that this code does not know; both versions are named and nothing is touched."""
    house.change("UPDATE alembic_version SET version_num = '2031_from_later'")
    running = start(house)
    assert running.wait() == 1
    told = running.output()
    assert "2031_from_later" in told
    assert "newer than the code" in told
    assert house.rows("SELECT version_num FROM alembic_version") == [("2031_from_later",)]


def test_a_database_that_is_away_is_named(house: House, start: Start) -> None:
    running = start(house, ADVOCACY_DATABASE_URL="postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    assert running.wait() == 1
    assert "The database cannot be reached" in running.output()
    assert "Traceback" not in running.output()


def test_a_database_is_brought_up_to_date_by_the_command_that_is_named(house: House, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The refusal lives in the server and not in the application, or the command it names could not run."""
    environ = {**house.environ, "ADVOCACY_DATABASE_URL": f"sqlite:///{tmp_path_factory.mktemp('new') / 'new.db'}"}
    for words in (("db", "upgrade"), ("health", "migrations")):
        command = [sys.executable, "-m", "flask", "--app", "app", *words]
        done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
