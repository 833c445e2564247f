"""Hashtags are offered with a capital for each word, and the browser knows what long ones are made of."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import regex
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from advocacy.config import ROOT
from advocacy.organisation.queries import find_organisation
from advocacy.sharing.hashtags import LONGEST, camel_case, known_words, offered_hashtags
from tests.people import Cast
from tests.sharing.scene import Scene

WORDS = ["vi", "er", "bredfjord", "bred", "fjord", "det", "gode", "job", "nat", "natten", "ægte", "år"]


@pytest.mark.parametrize(("phrase", "tag"), [
    ("Vi er Bredfjord", "#ViErBredfjord"), ("Natur og klima", "#NaturOgKlima"), ("HR og IT", "#HROgIT"), ("ældre- og sundhed", "#ÆldreOgSundhed"),
    ("Children's day", "#ChildrensDay"), ("2026 i tal", "#2026ITal"), ("e\u0301t job", "#ÉtJob"), ("  – ", ""), ("", ""),
])
def test_a_phrase_becomes_a_hashtag(phrase: str, tag: str) -> None:
    assert camel_case(phrase) == tag


@given(st.text(max_size=60))
def test_a_hashtag_is_one_word_for_every_network(phrase: str) -> None:
    """Nothing in it ends it early."""
    tag = camel_case(phrase)
    assert tag == "" or regex.fullmatch(r"#[\p{L}\p{M}\p{N}]+", tag)


def test_the_programme_comes_first_and_long_ones_are_left_out(app: Flask, cast: Cast, scene: Scene) -> None:
    with app.app_context():
        version = scene.found_story().published_version
        assert version is not None
        assert offered_hashtags(version, "da")[0] == "#ViErBredfjord"
        assert offered_hashtags(version, "en")[0] == "#WeAreBredfjord"
        scene.found_programme().name = {"da": "Et langt navn som ingen orker at læse i et hashtag"}
        offered = offered_hashtags(version, "da")
        assert all(len(tag) <= LONGEST for tag in offered)
        assert offered_hashtags(version, "en") == offered_hashtags(version, "en")


def test_the_words_of_the_house_are_known(app: Flask, cast: Cast, scene: Scene) -> None:
    with app.app_context():
        version = scene.found_story().published_version
        assert version is not None
        known = known_words(version, find_organisation())
    assert {"vi", "er", "bredfjord", "kommune", "night", "tone"} <= set(known)
    assert known == [word.lower() for word in known]


@pytest.fixture(scope="module")
def looking(browser: Browser) -> Iterator[Page]:
    """A page that holds the script and nothing else; no server is needed."""
    page = browser.new_page()
    script = (ROOT / "static/js/hashtags.js").read_text()
    page.route("http://hashtags.test/**", lambda route: route.fulfill(
        content_type=f"text/{'javascript' if route.request.url.endswith('.js') else 'html'}; charset=utf-8",
        body=script if route.request.url.endswith(".js") else "<title>Hashtags</title>"))
    page.goto("http://hashtags.test/")
    page.evaluate("import('/hashtags.js').then((hashtags) => { window.hashtags = hashtags; })")
    yield page
    page.close()


@pytest.mark.parametrize(("text", "found"), [
    ("Hej #vierbredfjord", {"tag": "#vierbredfjord", "better": "#ViErBredfjord"}),
    ("#detgodejob og mere", {"tag": "#detgodejob", "better": "#DetGodeJob"}),
    ("Hej #ViErBredfjord", None), ("#VIERBREDFJORD", None), ("#job", None), ("#hverdag", None),
    ("#hjemmepleje", None), ("#hjemmesygeplejerske", {"tag": "#hjemmesygeplejerske", "better": ""}),
    ("#ViErBredfjord #fjordnatten", {"tag": "#fjordnatten", "better": "#FjordNatten"}),
    ("#bredfjord", None), ("ingen hashtag", None), ("＃vierbredfjord", {"tag": "#vierbredfjord", "better": "#ViErBredfjord"}),
    ("#omsorgsprisen", {"tag": "#omsorgsprisen", "better": "#OmsorgsPrisen"}),
])
def test_a_hashtag_that_cannot_be_heard_is_found(looking: Page, text: str, found: dict[str, str] | None) -> None:
    """As few known words as make it up; where it may be one long word, that is left to the writer."""
    asked = [text, WORDS, ["#ViErBredfjord", "#OmsorgsPrisen"]]
    assert looking.evaluate("([text, words, offered]) => hashtags.hardToHear(text, words, offered)", asked) == found


@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=6))
def test_known_words_are_always_found_again(looking: Page, words: list[str]) -> None:
    joined = "".join(words)
    parts = looking.evaluate("([name, words]) => hashtags.partsOf(name, words)", [joined, WORDS])
    assert "".join(parts) == joined and len(parts) <= len(words)


@given(text=st.text(alphabet="ab #Å\n.", max_size=30), tag=st.sampled_from(["#ViEr", "#Åb"]))
def test_a_hashtag_put_in_can_be_taken_out_again(looking: Page, text: str, tag: str) -> None:
    held, added, gone = looking.evaluate("""([text, tag]) => {
        const added = hashtags.withTag(text, tag);
        return [hashtags.hasTag(text, tag), hashtags.hasTag(added, tag), hashtags.hasTag(hashtags.withoutTag(added, tag), tag)];
    }""", [text, tag])
    assert added
    assert not gone or held
