"""Codes: short, never a word, read aloud without mistakes, understood however they are typed, and never given twice."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacy.foundation.database import db
from advocacy.links import services
from advocacy.links.agents import AgentKind
from advocacy.links.codes import COUNT, LENGTH, SIGNS, code_in, code_typed, new_code, spelt
from advocacy.links.lane import lane_of
from advocacy.links.models import Link
from advocacy.links.pace import BURST_SECONDS, MOST_GUESSES, MOST_IN_BURST, Pace, Window
from advocacy.sharing.models import Share
from tests.factories.sharing import make_share
from tests.people import Cast
from tests.sharing.scene import Scene
from tests.sharing.stage import BROWSER, compose, facts_on, follow, press, shares, visits
from tests.signing_in import Visitor


@pytest.fixture
def code(app: Flask, cast: Cast, scene: Scene) -> str:
    with app.app_context():
        share = make_share(cast.camilla, scene.found_story(), code="cdf2x87")
        db.session.commit()
        return share.code


def test_a_code_is_seven_signs_without_vowels_and_look_alikes() -> None:
    assert COUNT == 612_220_032
    for _ in range(3_000):
        code = new_code()
        assert len(code) == LENGTH == 7
        assert set(code) <= set(SIGNS)
        assert not re.search(r"(.)\1\1|88|hh", code)
    assert not set(SIGNS) & set("aeiouyæøå01lo34" + "bszgq" + "nw")


def test_every_sign_comes_as_often_as_the_others() -> None:
    counted = Counter("".join(new_code() for _ in range(4_000)))
    expected = 4_000 * LENGTH / len(SIGNS)
    assert all(abs(count - expected) < expected * 0.25 for count in counted.values())
    assert set(counted) == set(SIGNS)


def test_a_link_on_the_short_domain_is_shorter_than_what_linkedin_rewrites() -> None:
    """networks.md 2.3: addresses of more than 26 characters are replaced there."""
    assert len(f"https://del.by.dk/{new_code()}") < 26


@pytest.mark.parametrize("typed", ["cdf2x87", "CDF2X87", "cdf 2x87", " CDF-2X87 ", "cdf.2x.87", "cdf2xB7", "CDFZX87", "c d f 2 x 8 7", "cdf–2x87", "cdf\u00a02x87"])
def test_however_it_is_typed_it_leads_on(client: FlaskClient, code: str, typed: str) -> None:
    answer = follow(client, typed)
    assert (answer.status_code, answer.headers["Location"]) == (302, "https://bredfjord.example/h/01")


def test_signs_that_look_alike_are_understood() -> None:
    assert code_typed("bszgqx2") == "85269x2"
    assert code_typed("rnfkdx22") == "mfkdx22"
    assert code_typed("wcdfk2") == "vvcdfk2"


@pytest.mark.parametrize("typed", ["", "cdf2x8", "cdf2x877", "cdf2x8a", "æøåæøåæ", "cdf2x8\x00", "../../x", "１２３４５６７", "cdf2x8١"])
def test_what_cannot_be_meant_for_one_is_none(typed: str) -> None:
    assert code_typed(typed) is None


@settings(deadline=None)
@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_code_or_none(typed: str) -> None:
    found = code_typed(typed)
    assert found is None or (len(found) == LENGTH and set(found) <= set(SIGNS))
    assert code_typed(spelt(found)) == found if found else True
    code_in(typed)


@pytest.mark.parametrize("pasted", ["https://del.by.dk/cdf2x87", "del.by.dk/CDF2X87", "https://ambassador.by.dk/r/cdf2x87?fbclid=1#x", "cdf 2x87", "https://del.by.dk/cdf2x87/"])
def test_the_code_is_found_in_what_somebody_pastes(pasted: str) -> None:
    assert code_in(pasted) == "cdf2x87"


def test_a_longer_code_from_before_is_taken_to_the_letter(app: Flask, client: FlaskClient, cast: Cast, scene: Scene) -> None:
    with app.app_context():
        make_share(cast.camilla, scene.found_story(), code="Ab_-3cdf2x87TYUi")
        db.session.commit()
    assert follow(client, "Ab_-3cdf2x87TYUi").status_code == 302
    assert follow(client, "AB_-3CDF2X87TYUI").status_code == 404
    assert code_in("https://x.dk/r/Ab_-3cdf2x87TYUi") == "Ab_-3cdf2x87TYUi"


def test_a_page_for_writing_carries_a_short_link(app: Flask, cast: Cast, scene: Scene, visit: Visitor) -> None:
    """Attack row R07: unguessable enough (docs/decisions/0010), and short enough for a poster."""
    client = visit(cast.camilla)
    page = compose(client, scene.story)
    link = str(facts_on(page)["link"])
    assert re.fullmatch(rf"http://127\.0\.0\.1:8000/r/[{SIGNS}]{{7}}", link)
    press(client, page)
    assert shares(app)[0].code == link.rpartition("/")[2]


def test_a_code_that_a_link_has_is_not_given_again(app: Flask, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    offered = iter([code, code, "vvx2876"])
    monkeypatch.setattr(services, "new_code", lambda: next(offered))
    with app.app_context():
        assert services.unused_code() == "vvx2876"


def test_two_open_pages_that_carry_the_same_code_by_chance_do_not_share_a_link(
    app: Flask, cast: Cast, scene: Scene, visit: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second is told to open the page once more; nobody gets a colleague's link, and no words are lost on the way."""
    monkeypatch.setattr(services, "new_code", lambda: "cdf2x87")
    client = visit(cast.camilla)
    page = compose(client, scene.story)
    with app.app_context():
        make_share(cast.jonas, scene.found_story(), code="cdf2x87")
        db.session.commit()
    answer = press(client, page)
    assert answer.status_code in {303, 409}
    assert len(shares(app)) == 1
    with app.app_context():
        assert db.session.query(Share).one().person_id == cast.jonas.id
        assert db.session.query(Link).count() == 1


def test_whoever_guesses_is_slowed_down_and_told_nothing(app: Flask, client: FlaskClient, cast: Cast, scene: Scene, code: str) -> None:
    """Attack row R07: unknown and closed are answered alike from then on; a link that leads on still does, for the neighbours."""
    with app.app_context():
        closed = make_share(cast.jonas, scene.found_story(), code="ddf2x87")
        services.close(closed.link)
        db.session.commit()
    for _ in range(MOST_GUESSES):
        assert follow(client, new_code()).status_code == 404
    answers = [follow(client, each, Accept_Language="en") for each in (new_code(), "ddf2x87", "a/b", "x" * 500)]
    assert [each.status_code for each in answers] == [429] * 4
    assert {each.headers["Retry-After"] for each in answers} == {"60"}
    assert len({each.data for each in answers if "A moment, please" in each.text}) == 1
    assert all("Set-Cookie" not in each.headers for each in answers)
    assert follow(client, code).status_code == 302
    assert follow(client, code, agent=f"{BROWSER} Neighbour").status_code == 302
    assert [each.kind for each in visits(app)] == [AgentKind.UNCERTAIN, AgentKind.PERSON]


def test_somebody_elsewhere_may_still_mistype(app: Flask, code: str) -> None:
    pace = lane_of(app).callers.pace
    for _ in range(MOST_GUESSES + 5):
        pace.note_guess("192.0.2.17", BROWSER)
    assert pace.has_guessed("192.0.2.200")
    assert not pace.has_guessed("192.0.3.17")
    assert not pace.has_guessed("2001:db8::1")
    assert not pace.is_doubtful(code, "192.0.2.17", "another browser")


def test_a_burst_that_no_reader_makes_is_uncertain(app: Flask, client: FlaskClient, code: str) -> None:
    """Attack rows R09 and R10: a thousand calls of one link, from one machine or one network of them, are eight people at most."""
    for number in range(40):
        headers = {"User-Agent": BROWSER, "Accept-Language": "da"}
        client.get(f"/r/{code}", headers=headers, environ_overrides={"REMOTE_ADDR": f"192.0.2.{number}"})
    counted = Counter(each.kind for each in visits(app))
    assert counted[AgentKind.PERSON] <= 2 * MOST_IN_BURST  # A window may end in the middle of the test.
    assert counted[AgentKind.UNCERTAIN] >= 40 - 2 * MOST_IN_BURST


def test_people_on_other_networks_are_not_taken_for_a_burst() -> None:
    pace = Pace()
    for number in range(200):
        assert not pace.is_doubtful("cdf2x87", f"10.0.{number}.1", BROWSER)
        assert not pace.is_doubtful("cdf2x87", f"2001:db8:{number:x}::1", BROWSER)


def test_windows_forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept of a caller is a number that means nothing elsewhere, and only until the window ends."""
    moment = 1_000.0
    monkeypatch.setattr("advocacy.links.pace.time.monotonic", lambda: moment)
    window = Window(BURST_SECONDS)
    assert [window.count("192.0.2.1"), window.count("192.0.2.1"), window.counted("192.0.2.1")] == [1, 2, 2]
    assert all(isinstance(key, int) for key in window._counts)
    assert Window(BURST_SECONDS).counted("192.0.2.1") == 0
    moment += BURST_SECONDS
    assert window.counted("192.0.2.1") == 0
    assert window.count("192.0.2.1") == 1


def test_many_callers_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advocacy.links.pace.MOST_CALLERS", 100)
    window = Window(60)
    for number in range(1_000):
        window.count(str(number))
    assert len(window._counts) <= 100
