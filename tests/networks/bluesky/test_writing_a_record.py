"""How a message is written for Bluesky: places in bytes, keys in the order of time, a card below."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from advocacy.networks.accounts.bluesky.record import facets_of, key_at, record_of
from tests.networks.bluesky.stage import LINK, draft

MOMENT = datetime(2026, 11, 22, 10, 30, 15, 123456, tzinfo=UTC)


def marked(words: str) -> list[str]:
    """What the facets mark, cut out of the bytes as a reader's app does it."""
    places = [facet["index"] for facet in facets_of(words)]
    return [words.encode()[place["byteStart"] : place["byteEnd"]].decode() for place in places]


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("Ny børnehave åbner i Køge 🎉 https://del.dk/Ab3xY9", ["https://del.dk/Ab3xY9"]),
        ("👩‍👩‍👧‍👦🇩🇰 #StoltKommune https://a.dk/x.", ["https://a.dk/x", "#StoltKommune"]),
        ("Se (https://a.dk/x) og https://b.dk/y#z!", ["https://a.dk/x", "https://b.dk/y#z"]),
        ("#ØjebliksBilledet #1 #2026Køge c#klasse # #", ["#ØjebliksBilledet", "#2026Køge"]),
        ("Ingen links, kun €100", []),
        ("https://a.dk/#ikkeEtTag", ["https://a.dk/#ikkeEtTag"]),
    ],
)
def test_links_and_hashtags_are_marked_to_the_byte(words: str, parts: list[str]) -> None:
    assert marked(words) == parts


def test_the_known_example_of_a_byte_place() -> None:
    facet = next(facets_of("Ny børnehave åbner i Køge 🎉 https://del.dk/Ab3xY9"))
    assert facet["index"] == {"byteStart": 34, "byteEnd": 55}


def test_keys_are_thirteen_letters_that_sort_by_time() -> None:
    keys = [key_at(MOMENT + timedelta(microseconds=step)) for step in range(500)]
    assert keys == sorted(keys)
    assert len(set(keys)) == 500
    assert all(len(key) == 13 and set(key) <= set("234567abcdefghijklmnopqrstuvwxyz") for key in keys)
    # The known beginning of a key of that year, and its highest bit as the standard wants it.
    assert keys[0][0] in "234567abcdefghij"
    assert key_at(datetime(2023, 11, 1, tzinfo=UTC)).startswith("3kd")


def test_a_record_holds_language_card_and_moment() -> None:
    record = record_of(draft(), {"$type": "blob"}, MOMENT)
    assert record["createdAt"] == "2026-11-22T10:30:15.123Z"
    assert record["langs"] == ["da"]
    assert record["embed"]["external"] == {
        "uri": LINK,
        "title": "Ny børnehave i Køge",
        "description": "Halvtreds børn flytter ind på mandag.",
        "thumb": {"$type": "blob"},
    }
    assert "thumb" not in record_of(draft(), None, MOMENT)["embed"]["external"]
    assert "facets" not in record_of(draft("Ingen links"), None, MOMENT)
