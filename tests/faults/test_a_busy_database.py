"""Somebody else keeps the database to themselves for a while (fault FX08): reading goes on, changes wait or are told to come again."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest

from tests.faults.reckoning import assert_whole
from tests.people import PASSWORD
from tests.server.furnishing import House
from tests.server.locking import writes_held
from tests.server.running import Running, wait_until
from tests.server.stores import PostgresStore

PRESSES = 3
PAGES = ("/accounts/sign-in", "/welcome", "/readyz", "/api/v1/shares")


def test_changes_wait_for_three_seconds_and_pages_that_read_do_not(served: tuple[House, Running]) -> None:
    """Each change that waits holds one of its worker's four threads; docs/promises.md says what that means when many wait."""
    house, _running = served
    with ThreadPoolExecutor(PRESSES) as people:
        with writes_held(house):
            until = time.monotonic() + 3
            presses = [people.submit(house.press_share, f"waits-{n}") for n in range(PRESSES)]
            read = 0
            while time.monotonic() < until:
                for page in PAGES:
                    assert house.call("GET", page, token=house.camilla_token).status_code == 200
                    assert not any(press.done() for press in presses), page
                    read += 1
            assert not any(press.done() for press in presses)
        answers = [press.result() for press in presses]
    assert read >= len(PAGES)
    assert {answer.status_code for answer in answers} == {201}
    assert _kept(house, answers) == PRESSES


def test_a_change_that_waited_too_long_is_told_to_come_again_and_is_then_made_once(served: tuple[House, Running]) -> None:
    house, _running = served
    before = house.number("SELECT count(*) FROM share")
    with writes_held(house):
        begun = time.monotonic()
        refused = house.press_share("too busy")
        waited = time.monotonic() - begun
    assert refused.status_code == 503
    assert int(refused.headers["Retry-After"]) > 0
    assert "Nothing was saved" in refused.json()["title"]
    assert 4 < waited < 12
    assert house.number("SELECT count(*) FROM share") == before
    again = [house.press_share("too busy") for _ in range(2)]
    assert [answer.status_code for answer in again] == [201, 201]
    assert again[0].json() == again[1].json()
    assert house.number("SELECT count(*) FROM share") == before + 1
    assert_whole(house)


def test_a_page_that_waited_too_long_says_so_in_words(served: tuple[House, Running]) -> None:
    """A press on a page, not a call of the API: the page about it is drawn without waiting for the same lock."""
    house, _running = served
    with httpx2.Client(base_url=house.url, trust_env=False, timeout=30) as browser:
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', browser.get("/accounts/sign-in").text)
        assert token is not None
        form = {"csrf_token": token.group(1), "name": "camilla.moeller-juhl@bredfjord.example", "password": PASSWORD}
        with writes_held(house):
            begun = time.monotonic()
            refused = browser.post("/accounts/sign-in", data=form)
            assert time.monotonic() - begun < 12
        assert (refused.status_code, "Retry-After" in refused.headers) == (503, True)
        assert "<h1" in refused.text
        assert browser.post("/accounts/sign-in", data=form).status_code == 303


def test_a_database_that_is_away_is_said_and_comes_back_by_itself(served: tuple[House, Running], database_kind: str) -> None:
    """Fault FX09."""
    if database_kind == "sqlite":
        pytest.skip("a file is not somewhere else")
    house, _running = served
    store = PostgresStore(house.database_url)
    store.shut_out()
    try:
        for page in PAGES:
            answer = house.call("GET", page, token=house.camilla_token)
            assert (answer.status_code, page, "Retry-After" in answer.headers) == (503, page, page != "/readyz")
        assert house.answers("/healthz")
    finally:
        store.come_back()
    wait_until(lambda: house.answers("/readyz"), what="ready again")
    assert house.press_share("after the outage").status_code == 201


def test_readers_reach_the_story_while_nothing_can_be_written_and_count_afterwards(served: tuple[House, Running]) -> None:
    house, _running = served
    before = house.number("SELECT count(*) FROM visit")
    with writes_held(house):
        visit = house.call("GET", f"/r/{house.share_code}")
    assert (visit.status_code, visit.headers["Location"]) == (302, "https://bredfjord.example/h/01")
    wait_until(lambda: house.number("SELECT count(*) FROM visit") == before + 1, what="the visit is stored")


def _kept(house: House, answers: list[httpx2.Response]) -> int:
    named = {answer.json()["id"] for answer in answers}
    return len(named & {row[0] for row in house.rows("SELECT public_id FROM share")})
