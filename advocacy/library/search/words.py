"""How a text is taken apart into words that can be found again: "børnehaver" finds "børnehave", on every database alike.

Each word is written down twice. Once as its stem in the language of the text, so that all its forms are one word; and once as it
stands, so that the beginning of a word finds it. Both are put into plain letters a-z, which no database's own rules for words
touch: SQLite and PostgreSQL only compare them. ``docs/decisions/0007`` says why.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import regex
import snowballstemmer

from advocacy.foundation.i18n import LOCALES
from advocacy.library.search.irregular import IRREGULAR
from advocacy.library.search.small_words import SMALL_WORDS

#: Raised whenever a text would be taken apart in another way, so that every story is read anew.
RULES = 1
LONGEST_QUESTION = 500
MOST_WORDS, LONGEST_WORD = 24, 60

#: A stem begins with the first letter of its language, a word as it stands with this one.
_AS_IT_STANDS = "w"
_WORD = regex.compile(r"[\p{L}\p{N}\p{M}]+")
_POSSESSIVE = regex.compile(r"['\u2019]s\b")
#: A hyphen or a soft hyphen within a word: "sosu-hjælper" is two words, and one as well.
_JOINED = regex.compile(r"[\p{L}\p{N}\p{M}]+(?:[-\u00ad\u2010\u2011][\p{L}\p{N}\p{M}]+)+")
#: Danish letters the way they are written where they are missing.
_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "œ": "oe", "ß": "ss", "ð": "d", "þ": "th", "ł": "l", "đ": "d"})

_STEMMERS = {"da": snowballstemmer.stemmer("danish"), "en": snowballstemmer.stemmer("english")}
#: A stemmer keeps the word it works on, so two threads must not use it at once.
_LOCK = Lock()
#: The stem of an irregular form and the one it goes by.
_BASES = {
    language: {_STEMMERS[language].stemWord(form): _STEMMERS[language].stemWord(base) for base, *forms in rows for form in forms}
    for language, rows in IRREGULAR.items()
}


@dataclass(frozen=True)
class Document:
    """The words of one story in three places, the most telling first: title; gain and topics; text."""

    title: tuple[str, ...]
    upper: tuple[str, ...]
    body: tuple[str, ...]


@dataclass(frozen=True)
class Term:
    """One word that is looked for: any of its stems, or for the last word anything that begins like it, from two letters on."""

    stems: tuple[str, ...]
    beginning: str | None


@dataclass(frozen=True)
class Question:
    """What somebody looks for: a story must hold every term. Without terms there was no word in what they typed."""

    terms: tuple[Term, ...]


def words_of(texts: Mapping[str, str]) -> tuple[str, ...]:
    """Every different word of a text in its languages, each as its stem and as it stands; in a fixed order."""
    found: dict[str, None] = {}
    for language in LOCALES:
        for word in _split(texts.get(language) or ""):
            found[_stem(word, language)] = None
            found[_AS_IT_STANDS + plain(word)] = None
    return tuple(found)


def document_of(title: Mapping[str, str], upper: Iterable[Mapping[str, str]], body: Mapping[str, str]) -> Document:
    """A story as the index keeps it; ``upper`` are the texts that stand above the body: the gain, and each topic."""
    above = dict.fromkeys(word for texts in upper for word in words_of(texts))
    return Document(words_of(title), tuple(above), words_of(body))


def question_of(typed: str) -> Question:
    """What a person means by what they typed. Marks, quotation marks and emoji say nothing here, so none of them is ever an error."""
    words = list(dict.fromkeys(_split(typed[:LONGEST_QUESTION], with_joined=False)))[:MOST_WORDS]
    telling = [word for word in words if word not in SMALL_WORDS] or words
    return Question(tuple(_term(word, is_last=word is words[-1]) for word in telling))


@lru_cache(maxsize=50_000)
def plain(word: str) -> str:
    """A word in the letters a-z and digits: "Ålborg" and "Aalborg" are one; letters of other alphabets become their numbers."""
    danish = word.translate(_DANISH)
    bare = "".join(letter for letter in unicodedata.normalize("NFD", danish) if not unicodedata.combining(letter))
    written = "".join(letter if letter.isascii() else f"x{ord(letter):x}" for letter in bare)
    return written[:LONGEST_WORD]


def _split(text: str, *, with_joined: bool = True) -> list[str]:
    tidy = _POSSESSIVE.sub("", unicodedata.normalize("NFKC", text).casefold())
    joined = [regex.sub(r"\P{L}", "", match) for match in _JOINED.findall(tidy)] if with_joined else []
    return [*_WORD.findall(tidy), *joined]


@lru_cache(maxsize=50_000)
def _stem(word: str, language: str) -> str:
    with _LOCK:
        stem = _STEMMERS[language].stemWord(word)
    return language[0] + plain(_BASES[language].get(stem, stem))


def _term(word: str, *, is_last: bool) -> Term:
    stems = tuple(_stem(word, language) for language in LOCALES)
    return Term(stems, _AS_IT_STANDS + plain(word) if is_last and len(word) > 1 else None)
