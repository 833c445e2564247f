"""Somebody who shares is told when the words are the suggestion's, and how many of them are their own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacy.networks.counting import is_word_for_word, own_part, own_share

ANSWERS = Path(__file__).parent / "vectors" / "wording.json"
VECTORS: list[dict[str, Any]] = json.loads(ANSWERS.read_text(encoding="utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=[each["name"] for each in VECTORS])
def test_borrowed_words_are_told_from_own_ones(vector: dict[str, Any]) -> None:
    text, suggestions = vector["text"], vector["suggestions"]
    assert is_word_for_word(text, suggestions) is vector["is_word_for_word"]
    assert own_share(text, next(iter(suggestions), "")) == pytest.approx(vector["own_share"], abs=1e-4)
    assert own_part(text, suggestions) == pytest.approx(vector["own_part"], abs=1e-4)


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_the_own_part_is_a_part(text: str, suggestion: str) -> None:
    assert 0 <= own_share(text, suggestion) <= 1


@settings(deadline=None)
@given(st.text(max_size=200))
def test_nothing_of_a_suggestion_itself_is_ones_own(text: str) -> None:
    assert own_share(text, text) == 0


@settings(deadline=None)
@given(st.text(max_size=120), st.lists(st.text(max_size=60), max_size=4))
def test_no_suggestion_makes_more_of_a_text_ones_own(text: str, suggestions: list[str]) -> None:
    assert own_part(text, [*suggestions, text]) == 0
    assert own_part(text, suggestions) <= min((own_share(text, each) for each in suggestions), default=1)


def test_a_book_is_compared_at_once() -> None:
    own_share("og " * 20_000, "og " * 20_000)
    assert is_word_for_word("#a " * 20_000, ["b"]) is False
