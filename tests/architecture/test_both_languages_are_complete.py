"""Danish and English are both whole: every sentence of code and templates stands in both catalogues, with the same places to fill."""

from __future__ import annotations

import re
import tomllib

import pytest
from babel.messages.catalog import Catalog

from tests.architecture.source import PACKAGE
from tools.catalogues import LOCALES, extracted, kept, wanting

PLACES = re.compile(r"%\((\w+)\)[sd]")
TEMPLATE = extracted()


def _said(message: object) -> tuple[str, ...]:
    return message if isinstance(message, tuple) else (str(message),)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_sentence_stands_in_the_catalogue(locale: str) -> None:
    catalogue = kept(locale)
    missing = [message.id for message in TEMPLATE if message.id and catalogue.get(message.id) is None]
    assert not missing, f"run `make translate`: {missing[:5]}"
    assert not wanting(catalogue)


@pytest.mark.parametrize("locale", LOCALES)
def test_no_sentence_is_kept_that_nobody_says(locale: str) -> None:
    dead = [message.id for message in kept(locale) if message.id and TEMPLATE.get(message.id) is None]
    assert not dead, f"run `make translate`: {dead[:5]}"


@pytest.mark.parametrize("locale", LOCALES)
def test_a_translation_fills_in_the_same_places(locale: str) -> None:
    """A place that is missing, or has another name, would be a fault on the page."""
    wrong = []
    for message in kept(locale):
        if message.id:
            asked = {place for said in _said(message.id) for place in PLACES.findall(said)}
            given = {place for said in _said(message.string) for place in PLACES.findall(said)}
            if given - asked or (asked - given) - {"num"}:
                wrong.append(message.id)
    assert not wrong, wrong


def test_the_danish_catalogue_is_danish() -> None:
    """Not one sentence of more than four words was left as it was in English."""
    catalogue: Catalog = kept("da")
    same = [
        message.id for message in catalogue if isinstance(message.id, str) and message.id == message.string and len(message.id.split()) > 4
    ]
    assert not same, same


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.toml")), ids=lambda path: path.stem)
def test_texts_that_come_along_are_in_both_languages(path: object) -> None:
    def check(value: object, place: str) -> None:
        if isinstance(value, dict):
            if "da" in value or "en" in value:
                assert value.get("da"), place
                assert value.get("en"), place
            for key, each in value.items():
                check(each, f"{place}.{key}")
        elif isinstance(value, list):
            for number, each in enumerate(value):
                check(each, f"{place}[{number}]")

    check(tomllib.loads(path.read_text(encoding="utf-8")), path.stem)  # type: ignore[attr-defined]


@pytest.mark.parametrize("word", ["loyalitetspligt", "konsekvenser", "skal dele", "forventes at"])
def test_no_sentence_presses_anybody(word: str) -> None:
    """Compliance P16: words that have been found unlawful or that press."""
    said = [str(message.string).casefold() for message in kept("da") if message.id]
    said += [path.read_text(encoding="utf-8").casefold() for path in PACKAGE.rglob("*.toml")]
    assert not [text[:80] for text in said if word in text]
