"""Searching: every query with the hits it should have, in their order. The run on PostgreSQL asks for exactly the same."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from advocacy.library.search import question_of
from advocacy.library.search.words import MOST_WORDS, document_of
from tests.library.shelves import fill_shelves
from tests.stories.stage import Desk

#: What is typed, and the stories it finds: the demo's by their numbers, the others by their letters (tests/library/shelves.py).
DANISH = {
    "børnehaver": "a b",
    "børnehave": "a b",
    "Børnehavens": "a b",
    "BØRNEHAVE": "a b",
    "boernehaver": "a b",
    "børneh": "a b 2",
    "børnehaver i havnen": "b",
    "pædagog": "a 2",
    "pædagogerne": "a 2",
    "paedagoger": "a 2",
    "kolleger": "c 10 4 9 8 1",
    "kollega": "c 10 4 9 8 1",
    "natten": "1 d 3",
    "nattevagter": "1",
    "nattevagt": "1",
    "nattev": "1",
    "skole": "10 6",
    "skolerne": "10 6",
    "skoven": "2",
    "skov": "2",
    "åen": "7",
    "å": "7",
    "å vand": "7",
    "breve": "8",
    "brevet": "8",
    "hjemmepleje": "9 1",
    "hjemmeplejens": "9 1",
    "elever": "6 10",
    "telefonen": "3 9 1",
    "telefonen ringer": "3 1",
    "ringer telefonen": "3 1",
    "cykler": "d 9 1",
    "cyklen": "d 9 1",
    "støvle": "2",
    "Aalborg": "c",
    "ålborg": "c",
    "aabenraa": "c",
    "Åbenrå": "c",
    "ærø": "c",
    "rødgrød": "c",
    "cafe": "e",
    "CAFÉ": "e",
    "sosu-hjælper": "d",
    "sosuhjælperen": "d",
    "80 %": "d",
    "frivillige": "e 7",
    "mørke gardiner": "1",
    "og": "d c 10 9 8 7 6 5 4 3 2 1 b a",
    "medarbejdere": "",
}
ENGLISH = {"nursery": "f 7", "children's boots": "f 2", "NURSES": "f", "boot shoes": "f"}
#: Typed by people who know search engines, or by those who would like to know more of ours.
ODD = {
    '"børnehave"': "a b",
    "børnehave AND tag": "b a",
    "børnehave*": "a b",
    "-børnehave": "a b",
    "title:børnehave": "",
    "(børnehave": "a b",
    "børnehave & !havnen | '": "b",
    "NEAR(børnehave havnen, 2)": "",
    "børnehave:*A": "a b",
    "🌻 kaffe": "e 4 1",
    "b\u00f8rnehave\u200b": "a b",
    "bo\u0308rnehave": "",
    "børnehave\\": "a b",
    "o'brien": "e",
    "O\u2019Brien": "e",
    "%_": "",
    "'; DROP TABLE search_words; --": "",
}


@pytest.fixture
def found(desk: Desk) -> object:
    """Asks for words, and answers with the keys of the stories in their order."""
    keys = fill_shelves(desk.app, desk.cast, desk.programme)
    reader = desk.client(desk.cast.camilla)

    def ask(words: str) -> str:
        page = reader.get("/library/", query_string={"q": words})
        assert page.status_code == 200, words
        return " ".join(keys[name] for name in re.findall(r'class="story-card-link" href="/stories/([\w-]+)"', page.text))

    return ask


def test_danish_words_find_each_of_their_forms(found) -> None:  # type: ignore[no-untyped-def]
    """Parity: forty-nine Danish queries with their hits, the same on both databases."""
    assert len(DANISH) > 40
    assert {words: found(words) for words in DANISH} == DANISH


def test_english_words_find_theirs_in_the_same_library(found) -> None:  # type: ignore[no-untyped-def]
    assert {words: found(words) for words in ENGLISH} == ENGLISH


def test_nothing_that_is_typed_is_an_error(found) -> None:  # type: ignore[no-untyped-def]
    """Attack rows D01 and U01: quotation marks, operators, wild cards, joined accents and other people's query languages."""
    assert {words: found(words) for words in ODD} == ODD


@pytest.mark.parametrize("words", ["🌻", "???", "\x00", "\u202e", "ø" * 500, "x " * 250, "a\x00b", "æ" * 5000, "𝒷ø", "\ud7ff", "中文"])
def test_any_text_at_all_is_answered_calmly(desk: Desk, words: str) -> None:
    """Attack rows J03 and U01."""
    page = desk.client(desk.cast.camilla).get("/library/", query_string={"q": words})
    assert page.status_code == 200
    assert "See all stories" in page.text or "stories" in page.text


def test_a_search_without_a_word_says_so_and_shows_nothing(desk: Desk) -> None:
    desk.published()
    page = desk.client(desk.cast.camilla).get("/library/?q=%F0%9F%8C%BB").text
    assert "There is no word in this to look for" in page and "story-card-link" not in page


def test_words_and_filters_narrow_down_together(desk: Desk) -> None:
    keys = fill_shelves(desk.app, desk.cast, desk.programme)
    reader: FlaskClient = desk.client(desk.cast.camilla)
    page = reader.get("/library/?q=cykel&kind=learned").text
    names = re.findall(r'class="story-card-link" href="/stories/([\w-]+)"', page)
    assert {keys[name] for name in names} == {"d"}
    assert "One story" in page and 'value="cykel"' in page


def test_what_one_typed_comes_back_as_words_never_as_markup(desk: Desk) -> None:
    """Attack row M01."""
    page = desk.client(desk.cast.camilla).get("/library/", query_string={"q": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in page and "&lt;script&gt;" in page


def test_a_question_holds_no_more_words_than_the_database_should_bear() -> None:
    assert len(question_of(" ".join(f"ord{n}" for n in range(100))).terms) == MOST_WORDS
    assert question_of("i og på") != question_of("")
    assert question_of("natten i byen") == question_of("natten byen")


def test_every_word_of_the_index_is_plain_letters() -> None:
    """So that no database has an opinion about any of them."""
    document = document_of({"da": "Ærø, Ålborg & O'Brien: 100 % 中文 Ω 🌻"}, [{"en": "naïve café"}], {"da": "sosu-hjælper"})
    for word in (*document.title, *document.upper, *document.body):
        assert re.fullmatch(r"[a-z0-9]+", word), word
