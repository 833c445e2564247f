"""The pure rules: which words disclose, which addresses are addresses, and what makes two wordings the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacy.organisation.models import Organisation
from advocacy.stories.addresses import is_web_address, tidy_address
from advocacy.stories.captions import is_only_disclosure, names_organisation
from advocacy.stories.models import PictureChoice
from advocacy.stories.wording import Wording, tidy

BREDFJORD = Organisation(
    name="Bredfjord Kommune",
    short_name="Bredfjord",
    link_domains=["bredfjord.example"],
    disclosure={"da": "Jeg arbejder i Bredfjord Kommune.", "en": "I work for Bredfjord Municipality."},
)


@pytest.mark.parametrize(
    "words",
    [
        "Jeg arbejder i Bredfjord Kommune.",
        "I work for Bredfjord Municipality.",
        "(Jeg arbejder i Bredfjord Kommune.)",
        "BREDFJORD er mit arbejde",
        "bredfjord",
        "Vi i Bredfjord, altså",
        "Bredfjords bedste nattevagt",
        "Bredfjord's night shift",
        "Bredfjord’s night shift",
        "»Bredfjord« siger de",
        "Bredfjord.",
        "Se #natten. Bredfjord!",
        "Br\u00adedfjord".replace("\u00ad", ""),
        "Jeg er ansat i\nBredfjord\nKommune",
    ],
)
def test_these_words_say_where_the_sharer_works(words: str) -> None:
    assert names_organisation(words, BREDFJORD)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Natten er stille.",
        "#ViErBredfjord",
        "#Bredfjord",
        "@bredfjord",
        "Læs på https://bredfjord.example/h/01",
        "www.bredfjord.dk",
        "bredfjord.example",
        "skriv til os@bredfjord.example",
        "Bredfjordens vand",
        "Storbredfjord",
        "Bredfjord-festivalen",
        "(#Bredfjord)",
        "Bred fjord",
    ],
)
def test_these_words_do_not(words: str) -> None:
    assert not names_organisation(words, BREDFJORD)


@settings(deadline=None)  # A busy machine is no fault of the rule.
@given(st.text(max_size=200))
def test_any_words_can_be_asked_and_adding_the_line_always_helps(words: str) -> None:
    names_organisation(words, BREDFJORD)
    assert names_organisation(words + "\n" + BREDFJORD.disclosure["da"], BREDFJORD)


@pytest.mark.parametrize(
    ("words", "is_bare"),
    [
        ("", True),
        ("  ", True),
        ("Jeg arbejder i Bredfjord Kommune.", True),
        (" I work for  Bredfjord Municipality.\n", True),
        ("I work for Bredfjord Municipality. Come!", False),
        ("Natten", False),
    ],
)
def test_the_line_alone_is_no_suggestion(words: str, is_bare: bool) -> None:
    assert is_only_disclosure(words, BREDFJORD) is is_bare


@pytest.mark.parametrize(
    "address",
    [
        "https://bredfjord.example",
        "http://bredfjord.example/x?y=1#z",
        "HTTPS://Bredfjord.Example/",
        "https://æøå.dk/side",
        "https://127.0.0.1:8000/demo",
        "https://xn--brd-hra.example/",
        "https://[2001:db8::1]/",
        "https://bredfjord.example:8443/",
    ],
)
def test_these_are_web_addresses(address: str) -> None:
    assert is_web_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "bredfjord.example",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "blob:https://x",
        "ftp://x.dk/",
        "//evil.example",
        "/\\evil.example",
        "https:evil.example",
        "https:/evil.example",
        "https://",
        "https:///x",
        "https://a b.dk/",
        "https://a.dk/\n",
        "https://\\evil",
        "https://name@evil.example/",
        "https://name:word@evil.example/",
        "https://a.dk:99999/",
        "https://a..dk/",
        "https://.dk/",
        "mailto:x@y.dk",
        "intent://x",
        "ms-word:x",
        "https://" + "a" * 1_000 + ".dk/",
        "https://[::1",
        "https://" + "a" * 64 + ".dk/",
    ],
)
def test_these_are_not(address: str) -> None:
    """Attack rows M02, M05 and R01."""
    assert not is_web_address(address)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("bredfjord.example/x", "https://bredfjord.example/x"),
        (" https://a.dk ", "https://a.dk"),
        ("http://a.dk", "http://a.dk"),
        ("javascript:a.b", "javascript:a.b"),
        ("name@a.dk", "name@a.dk"),
        ("", ""),
        ("nowhere", "nowhere"),
        ("//a.dk", "//a.dk"),
        ("a.dk?x", "a.dk?x"),
        ("\u202ea.dk", "https://a.dk"),
    ],
)
def test_what_somebody_types_becomes_an_address_where_it_is_clear(typed: str, kept: str) -> None:
    assert tidy_address(typed) == kept


def test_tidying_twice_is_tidying_once() -> None:
    wording = Wording(
        title={"da": " En  titel ", "en": ""},
        body={"da": "Linje\r\n\r\nto "},
        address="a.dk",
        picture_choice=PictureChoice.NONE,
        picture="x",
        captions={("x", "da"): (" Bredfjord ", "", "Bredfjord"), ("x", "en"): (" ",)},
    )
    tidied = tidy(wording)
    assert tidy(tidied) == tidied
    assert (tidied.title, tidied.body, tidied.picture, tidied.captions) == (
        {"da": "En titel"},
        {"da": "Linje\n\nto"},
        "",
        {("x", "da"): ("Bredfjord",)},
    )
    assert tidy(replace(wording, picture_choice=None)).picture == "x"
