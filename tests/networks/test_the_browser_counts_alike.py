"""What a person sees while writing is what we reckon: static/js/counts.js and advocacy/networks/counting.py give the same answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from advocacy.config import ROOT
from advocacy.networks.catalogue.listing import all_networks, network
from advocacy.networks.catalogue.written_addresses import with_link
from advocacy.networks.counting import ServerLimits, is_word_for_word, own_part, own_share

VECTORS = Path(__file__).parent / "vectors"
LINK = "https://del.by.dk/Ab3xY9"
#: Pieces that one of the networks counts in a way of its own, in every order.
PIECES = [
    "Vi søger en kollega",
    "ÆØÅ",
    "å",
    "é",
    "e\u0301",
    "bredfjord.dk",
    "skoler.dk",
    "www.bredfjord.dk/job",
    LINK,
    f"{LINK}z",
    "http://b.dk/(a)",
    "https://rødovre.dk/æble",
    "http://127.0.0.1/x",
    "@anna@mastodon.dk",
    "@anna",
    "anna@bredfjord.dk",
    "#ViErBredfjord",
    "＃tag",
    "🎉",
    "👩‍👩‍👧‍👦",
    "👍🏽",
    "🇩🇰",
    "🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "1️⃣",
    "©",
    "©️",
    "™",
    "☎︎",
    "❤️",
    "…",
    "–",
    "“",
    "中文",
    "한",
    "\u200b",
    "\u00a0",
    "\u2009",
    "\ufeff",
    "\r\n",
    "\n\n",
    " ",
    ".",
    ",",
    "!",
    ")",
    "(",
    '"',
    "<",
    "/",
    "-",
    "x",
    "İ",
    "ſ",
    "K",
    "ß",
    "Ω",
]
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), st.text(max_size=60))
#: Nothing in a text field is half a character (surrogates), so none is asked about.
WORDS = st.lists(
    st.sampled_from(["vi", "søger", "en", "ny", "kollega", "Kaffe", "NAT", "#Job", LINK, "og", "i", "dag.", "ÆBLE"]), max_size=12
).map(" ".join)


@pytest.fixture(scope="module")
def counting(browser: Browser) -> Iterator[Page]:
    """A page that holds the script and nothing else; no server is needed."""
    page = browser.new_page()
    files = {"/": ("text/html", "<title>Counting</title>"), "/counts.js": ("text/javascript", (ROOT / "static/js/counts.js").read_text())}
    page.route(
        "http://counting.test/**",
        lambda route: route.fulfill(
            content_type=files[route.request.url.removeprefix("http://counting.test")][0] + "; charset=utf-8",
            body=files[route.request.url.removeprefix("http://counting.test")][1],
        ),
    )
    page.goto("http://counting.test/")
    page.evaluate("import('/counts.js').then((counts) => { window.counts = counts; })")
    yield page
    page.close()


def vectors(name: str) -> list[dict[str, Any]]:
    return list(json.loads((VECTORS / name).read_text(encoding="utf-8")))


def test_the_browser_gives_every_answer_of_the_list(counting: Page) -> None:
    """The answers of twitter-text 3.1.0, of Bluesky's own limits, and of Mastodon's own rules."""
    wanted = vectors("counts.json")
    given_answers = counting.evaluate("vectors => counts.countAll(vectors)", wanted)
    for vector, answer in zip(wanted, given_answers, strict=True):
        told = (answer["used"], answer["bytes"], answer["isWithin"])
        assert told == (vector["used"], vector.get("bytes"), vector["is_within"]), f"{vector['network']}: {vector['name']}"


def test_the_browser_tells_own_words_from_borrowed_ones(counting: Page) -> None:
    wanted = vectors("wording.json")
    for vector, answer in zip(wanted, counting.evaluate("vectors => counts.compareAll(vectors)", wanted), strict=True):
        assert answer["isWordForWord"] is vector["is_word_for_word"], vector["name"]
        assert answer["ownShare"] == pytest.approx(vector["own_share"], abs=1e-4), vector["name"]
        assert answer["ownPart"] == pytest.approx(vector["own_part"], abs=1e-4), vector["name"]


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS, link=st.sampled_from(["", LINK]), reserved=st.sampled_from([23, 25, 32]))
def test_any_text_counts_the_same_here_and_there(counting: Page, text: str, link: str, reserved: int) -> None:
    limits = ServerLimits(500, reserved)
    told = {"max_characters": 500, "characters_reserved_per_url": reserved}
    asked = [{"network": each.kind.value, "text": text, "link": link, "settings": told} for each in all_networks()]
    for one, answer in zip(asked, counting.evaluate("vectors => counts.countAll(vectors)", asked), strict=True):
        count = network(str(one["network"])).count(text, link, limits)
        assert (answer["used"], answer["bytes"], answer["left"]) == (count.used, count.bytes_used, count.left), one
        assert (answer["limit"], answer["unit"], answer["isWithin"]) == (count.limit, count.unit.value, count.is_within), one


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(WORDS, TEXTS), suggestions=st.lists(st.one_of(WORDS, TEXTS), max_size=3))
def test_own_words_are_the_same_here_and_there(counting: Page, text: str, suggestions: list[str]) -> None:
    """The meter of the page for writing."""
    (answer,) = counting.evaluate("vectors => counts.compareAll(vectors)", [{"text": text, "suggestions": suggestions}])
    assert answer["isWordForWord"] is is_word_for_word(text, suggestions)
    assert answer["ownShare"] == pytest.approx(own_share(text, next(iter(suggestions), "")))
    assert answer["ownPart"] == pytest.approx(own_part(text, suggestions))


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_what_is_copied_holds_the_link_once(counting: Page, text: str) -> None:
    copied = counting.evaluate("([text, link]) => ['linkedin', 'instagram'].map((each) => counts.toCopy(each, text, link))", [text, LINK])
    assert copied == [with_link(text, LINK), with_link(text, "")]
