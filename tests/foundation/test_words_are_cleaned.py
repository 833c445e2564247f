"""What is done to typed words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy.foundation import text

HIDDEN = ["\u202e", "\u200b", "\u00ad", "\ufeff", "\u2066", "\U000e0041", "\x07", "\x00"]


@pytest.mark.parametrize("letter", HIDDEN, ids=[f"U+{ord(letter):04X}" for letter in HIDDEN])
def test_what_cannot_be_seen_is_not_kept(letter: str) -> None:
    """Attack row U03."""
    assert text.clean(f"Møl{letter}ler") == "Møller"


@given(st.text())
def test_two_writings_of_one_word_are_one(words: str) -> None:
    """Attack row U01: composed and decomposed letters."""
    assert text.clean(unicodedata.normalize("NFD", words)) == text.clean(unicodedata.normalize("NFC", words))
    assert text.key_of(unicodedata.normalize("NFD", words)) == text.key_of(words)


@given(st.text())
def test_cleaning_twice_changes_nothing(words: str) -> None:
    assert text.clean(text.clean(words)) == text.clean(words)
    assert text.key_of(text.key_of(words)) == text.key_of(words)


@pytest.mark.parametrize("typed", ["anna@k.dk", "ANNA@k.dk", " anna@k.dk ", "anna@k.dk\u200b", "ａnna@k.dk", "an\u00adna@k.dk"])
def test_one_address_has_one_key(typed: str) -> None:
    """Attack rows A05 and C13."""
    assert text.key_of(typed) == "anna@k.dk"


@pytest.mark.parametrize("name", ["SØREN", "søren", "Søren", "So\u0308ren".replace("o\u0308", "ø")])
def test_danish_letters_fold_on_every_database(name: str) -> None:
    """Attack row U02: not left to the database."""
    assert text.key_of(name) == "søren"


def test_a_family_is_not_cut_in_half() -> None:
    """Attack row U07."""
    family = "👩‍👩‍👧‍👦"
    assert text.shortened(family * 5, 3) == family * 2 + "…"


def test_a_long_text_is_cut_between_words() -> None:
    assert text.shortened("Natten har sin egen tone, siger de", 20) == "Natten har sin egen…"
    assert text.shortened("kort", 20) == "kort"


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example",
        "/\\evil.example",
        "java&#115;cript:alert(1)",
    ],
)
def test_a_link_leads_only_where_links_may_lead(link: str) -> None:
    """Attack rows M02 and M03."""
    made = str(text.rendered(f"[here]({link})")) + str(text.rendered(f'<a href="{link}">here</a>'))
    assert "href=" not in made.lower().replace("&lt;a href=", "")


def test_raw_html_is_shown_as_words() -> None:
    """Attack row M01."""
    made = str(text.rendered("<img src=x onerror=alert(1)><script>alert(1)</script>"))
    assert "<img" not in made
    assert "<script" not in made


def test_a_text_nested_a_thousand_deep_is_rendered_at_once() -> None:
    """Attack row M25."""
    assert len(text.rendered("> " * 1000 + "deep")) < 5_000
