"""The demo by one command: loaded once, on this machine only, and never on somebody's own database."""

from __future__ import annotations

import re
import time
from hashlib import sha256
from pathlib import Path

import httpx2
import pytest

from advocacy.demo.services import DEMO_PASSWORD, demo_sign_ins
from tests.server.furnishing import House, copy_house
from tests.server.stage import Start


@pytest.fixture(scope="module")
def demo_house(model_house: House, tmp_path_factory: pytest.TempPathFactory) -> House:
    """An empty folder, as after a fresh clone; what the first test loads there, the next one finds."""
    folder = tmp_path_factory.mktemp("demo")
    house = copy_house(model_house, folder)
    (folder / "advocacy.db").unlink(missing_ok=True)
    return house


def demo_settings(house: House) -> dict[str, str]:
    """Nothing but the folder is set, besides saying that it is the demo."""
    return {"ADVOCACY_MODE": "demo", "ADVOCACY_SECRET_KEY": "", "ADVOCACY_DATABASE_URL": "", "ADVOCACY_QUEUE_URL": ""}


def test_the_first_start_loads_bredfjord_and_says_who_one_may_be(demo_house: House, start: Start) -> None:
    running = start(demo_house, **demo_settings(demo_house)).wait_until_ready(120)
    told = running.output()
    assert "Loading Bredfjord" in told
    assert f"Ready: {demo_house.url}" in told
    assert f"{demo_house.url}/accounts/sign-in" in told
    assert DEMO_PASSWORD in told
    assert all(each.email in told for each in demo_sign_ins())
    assert {role for each in demo_sign_ins() for role in each.roles} == {"director", "leader", "editor", "hr", "administrator"}
    assert demo_house.answers("/healthz")
    assert demo_house.answers("/readyz")
    _sign_in(demo_house, demo_sign_ins()[0].email)
    assert running.stop() == 0
    assert not running.family()


def test_the_second_start_finds_everything_there(demo_house: House, start: Start) -> None:
    before = demo_house.folder / "demo.db"
    assert before.exists(), "the first test has loaded it"
    begun = time.monotonic()
    running = start(demo_house, **demo_settings(demo_house)).wait_until_ready()
    seconds = time.monotonic() - begun
    assert "Loading" not in running.output()
    assert demo_sign_ins()[0].email in running.output()
    assert seconds < 30, "a few seconds on a machine with nothing else to do"
    _sign_in(demo_house, demo_sign_ins()[0].email)


def test_the_demo_is_served_on_this_machine_only(demo_house: House, start: Start) -> None:
    running = start(demo_house, **demo_settings(demo_house), HOST="0.0.0.0")
    assert running.wait() == 2
    assert "this machine only" in running.output()


def test_a_real_organisations_database_is_left_alone(house: House, start: Start) -> None:
    """Attack row O05: the demo is told to use somebody's own database, an older one, and does not write a single byte to it."""
    house.change("UPDATE alembic_version SET version_num = 'an older one'")
    before = _trace(house)
    running = start(house, ADVOCACY_MODE="demo")
    assert running.wait() == 1
    assert "belongs to a real organisation" in running.output()
    assert "Traceback" not in running.output()
    assert _trace(house) == before


def _trace(house: House) -> object:
    """The bytes of the file; on PostgreSQL, how many rows have ever been written and what the tables are."""
    if house.database_url.startswith("sqlite"):
        return sha256(Path(house.database_url.removeprefix("sqlite:///")).read_bytes()).hexdigest()
    return house.rows("SELECT count(*) FROM information_schema.columns"), house.rows(
        "SELECT relname, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_user_tables ORDER BY relname"
    )


def _sign_in(house: House, email: str) -> None:
    """By the page itself, as a visitor does."""
    with httpx2.Client(base_url=house.url, trust_env=False, timeout=30) as browser:
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', browser.get("/accounts/sign-in").text)
        assert token is not None
        answer = browser.post("/accounts/sign-in", data={"csrf_token": token.group(1), "name": email, "password": DEMO_PASSWORD})
        assert answer.status_code == 303, answer.text
        assert browser.get("/accounts/mine").status_code == 200
