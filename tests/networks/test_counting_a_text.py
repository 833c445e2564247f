"""A text is counted exactly as each network counts it, here and in the browser, from one list of answers."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from advocacy.networks.catalogue.listing import all_networks, network
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.networks.catalogue.written_addresses import with_link
from advocacy.networks.counting import ServerLimits, count_for_mastodon, count_for_x

ANSWERS = Path(__file__).parent / "vectors" / "counts.json"
VECTORS: list[dict[str, Any]] = json.loads(ANSWERS.read_text(encoding="utf-8"))
LINK = "https://del.by.dk/Ab3xY9"
NETWORKS = st.sampled_from(all_networks())
SOME = ["Vi søger", "bredfjord.dk", LINK, "🎉", "👩‍👩‍👧‍👦", "©️", "å", "…", "\r\n", " ", ".", "#job"]
WORDS = st.lists(st.sampled_from(SOME), max_size=12)


@pytest.mark.parametrize("vector", VECTORS, ids=[f"{each['network']}: {each['name']}" for each in VECTORS])
def test_a_text_is_counted_as_the_network_counts_it(vector: dict[str, Any]) -> None:
    limits = ServerLimits(**vector["settings"])
    count = network(vector["network"]).count(vector["text"], vector["link"], limits)
    assert (count.used, count.bytes_used) == (vector["used"], vector.get("bytes"))
    assert count.is_within is vector["is_within"]


def test_every_network_is_among_the_answers() -> None:
    assert {each["network"] for each in VECTORS} == set(NetworkKind)
    assert len(VECTORS) >= 150


@pytest.mark.parametrize(
    ("kind", "limit", "bytes_limit"),
    [
        ("x", 280, None),
        ("bluesky", 300, 3000),
        ("mastodon", 500, None),
        ("threads", 500, None),
        ("linkedin", 3000, None),
        ("facebook", 63_206, None),
        ("instagram", 2_200, None),
        ("whatsapp", None, None),
        ("email", None, None),
        ("copy", None, None),
        ("device", None, None),
    ],
)
def test_a_network_has_its_own_limit(kind: str, limit: int | None, bytes_limit: int | None) -> None:
    count = network(kind).count("hej")
    assert (count.limit, count.bytes_limit, count.is_within) == (limit, bytes_limit, True)
    assert count.left == (None if limit is None else limit - 3)


def test_a_mastodon_server_has_the_limit_it_says_it_has() -> None:
    limits = ServerLimits(max_characters=5000, characters_reserved_per_url=25)
    count = count_for_mastodon("å" * 600, LINK, limits)
    assert (count.used, count.limit, count.is_within) == (627, 5000, True)


@settings(deadline=None)
@given(NETWORKS, st.text(max_size=80), st.sampled_from(["", LINK]))
def test_a_text_counts_the_same_however_its_letters_are_composed(each: Any, text: str, link: str) -> None:
    """U01."""
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert each.count(composed, link) == each.count(decomposed, link)


@settings(deadline=None)
@given(NETWORKS, WORDS)
@example(network("x"), ["Læs ", LINK, ".", " ", LINK])
def test_a_link_that_stands_in_the_text_is_not_counted_again(each: Any, words: list[str]) -> None:
    text = " ".join(words)
    joined = with_link(text, LINK)
    assert each.count(joined, LINK) == each.count(joined)
    assert with_link(joined, LINK) == joined


@settings(deadline=None)
@given(NETWORKS, WORDS, st.sampled_from(["hej", "🎉", "å"]))
def test_more_words_never_count_less(each: Any, words: list[str], more: str) -> None:
    text = " ".join(words)
    assert each.count(f"{text} {more}").used >= each.count(text).used


@settings(deadline=None)
@given(st.text())
def test_every_text_can_be_counted(text: str) -> None:
    for each in all_networks():
        assert each.count(text, LINK).used >= 0


@pytest.mark.parametrize("unit", ["a.", "é", "https://", "(a", "@a.", " ", "#a", "-", "https://x.dk/(", "a@b.", "👩‍", "e\u0301"])
def test_a_long_hostile_text_is_counted_in_time_that_grows_with_its_length(unit: str) -> None:
    """A pattern that looked again and again at the same letters would take minutes here."""
    text = unit * 20_000 + "x"
    for each in all_networks():
        each.count(text, LINK)


def test_a_surrogate_that_slipped_through_is_counted_and_not_fatal() -> None:
    """U06."""
    assert count_for_x("a\ud800").used == 3
