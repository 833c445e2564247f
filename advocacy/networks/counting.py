"""Counts a text the way each network counts it, and tells how much of it is the person's own wording."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import regex

from advocacy.networks.catalogue.written_addresses import ADDRESS, ADDRESS_ON_X, WHITE, as_sent, with_link, without_odd_case

X_LIMIT, X_ADDRESS_WEIGHT = 280, 23
BLUESKY_LIMIT, BLUESKY_BYTE_LIMIT = 300, 3000
THREADS_LIMIT = 500
LINKEDIN_LIMIT = 3000
FACEBOOK_LIMIT = 63_206
INSTAGRAM_LIMIT = 2_200

_CLUSTER = regex.compile(r"\X")
_PICTURE = regex.compile(r"\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3")
_TEXT_STYLE = "\ufe0e"
_FIRST_SYMBOL = "\u2100"
_MENTION = regex.compile(
    r"(?<![\p{L}\p{N}_/=])(@[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?)@[\p{L}\p{N}][\p{L}\p{N}.-]*[\p{L}\p{N}]",
    regex.IGNORECASE,
)
_HASHTAG = regex.compile(r"[#＃][\p{L}\p{M}\p{N}_]+")
_ENDING = regex.compile(rf"https?://.+|{_HASHTAG.pattern}", regex.IGNORECASE)
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}_]+")
_WHITES = regex.compile(rf"[{WHITE}]+")
_SPOKEN_RUN = 3


class Unit(StrEnum):
    """What a network counts."""

    CHARACTERS = "characters"
    GRAPHEMES = "graphemes"
    WEIGHTED = "weighted characters"


@dataclass(frozen=True)
class Count:
    """How long a text is on one network; ``limit`` is None where there is none, bytes only where limited."""

    used: int
    limit: int | None
    unit: Unit
    bytes_used: int | None = None
    bytes_limit: int | None = None

    @property
    def is_within(self) -> bool:
        """Whether the network would take the text: every limit it has must hold."""
        return _fits(self.used, self.limit) and _fits(self.bytes_used, self.bytes_limit)

    @property
    def left(self) -> int | None:
        """How many are left; negative when too many are used, None without a limit."""
        return None if self.limit is None else self.limit - self.used


@dataclass(frozen=True)
class ServerLimits:
    """What one Mastodon server says of itself (``configuration.statuses`` of its ``/api/v2/instance``)."""

    max_characters: int = 500
    characters_reserved_per_url: int = 23


def count_for_x(text: str, link: str = "", limits: ServerLimits | None = None) -> Count:
    """X: an address 23, an emoji 2, else 1 or 2 for each code point.

    Source: docs.x.com/fundamentals/counting-characters; equal to twitter-text 3.1.0 on the tests' vectors.
    """
    written = without_odd_case(with_link(text, link, separator=" "))
    addresses = sum(1 for _address in ADDRESS_ON_X.finditer(written))
    rest = sum(_weight_on_x(cluster) for piece in ADDRESS_ON_X.split(written) for cluster in _clusters(piece))
    return Count(addresses * X_ADDRESS_WEIGHT + rest, X_LIMIT, Unit.WEIGHTED)


def count_for_bluesky(text: str, link: str = "", limits: ServerLimits | None = None) -> Count:
    """Bluesky: at most 300 grapheme clusters and at most 3,000 bytes of UTF-8; addresses count in full."""
    written = with_link(text, link)
    return Count(_length(written), BLUESKY_LIMIT, Unit.GRAPHEMES, _bytes(written), BLUESKY_BYTE_LIMIT)


def count_for_mastodon(text: str, link: str = "", limits: ServerLimits | None = None) -> Count:
    """Mastodon: grapheme clusters; an address as the server reserves, a mention without its server's name.

    Source: docs.joinmastodon.org/user/posting and the server's StatusLengthValidator.
    """
    limits = limits or ServerLimits()
    written = ADDRESS.sub("x" * limits.characters_reserved_per_url, without_odd_case(with_link(text, link)))
    return Count(_length(_MENTION.sub(r"\1", written)), limits.max_characters, Unit.GRAPHEMES)


def count_for_threads(text: str, link: str = "", limits: ServerLimits | None = None) -> Count:
    """Threads: an emoji counts its bytes of UTF-8, everything else its code points; addresses count in full.

    Source: developers.facebook.com/documentation/threads/posts.
    """
    written = with_link(text, link, separator=" ")
    used = sum(_bytes(cluster) if _is_emoji(cluster) else len(cluster) for cluster in _clusters(written))
    return Count(used, THREADS_LIMIT, Unit.CHARACTERS)


def count_for_linkedin(text: str, link: str = "", limits: ServerLimits | None = None) -> Count:
    """LinkedIn: 3,000 characters; readers see about 210 of them before "see more"."""
    return Count(len(with_link(text, link)), LINKEDIN_LIMIT, Unit.CHARACTERS)


def count_for_facebook(text: str, link: str = "", limits: ServerLimits | None = None) -> Count:
    """Facebook: 63,206 characters; readers see about 480 of them before the rest is folded."""
    return Count(len(with_link(text, link)), FACEBOOK_LIMIT, Unit.CHARACTERS)


def count_for_instagram(text: str, link: str = "", limits: ServerLimits | None = None) -> Count:
    """Instagram: 2,200 characters. A link in a caption cannot be followed there, so none is put in."""
    return Count(len(as_sent(text)), INSTAGRAM_LIMIT, Unit.CHARACTERS)


def count_without_limit(text: str, link: str = "", limits: ServerLimits | None = None) -> Count:
    """Code points, where the network has no limit that a person meets or is not known."""
    return Count(len(with_link(text, link)), None, Unit.CHARACTERS)


def is_word_for_word(text: str, suggestions: Iterable[str]) -> bool:
    """Whether the text is one of the suggestions unchanged.

    Two texts are the same when they are equal after NFC, with every run of white space as one space and
    without the addresses and hashtags at the end: what the program adds itself is nobody's own wording.
    Case and punctuation do count.
    """
    said = _without_ending(text)
    return bool(said) and any(said == _without_ending(suggestion) for suggestion in suggestions)


def own_share(text: str, suggestion: str) -> float:
    """How much of the text is the person's own wording: 0.0 is all from the suggestion, 1.0 nothing from it.

    A word is borrowed when it stands in a run of three words (fewer in a shorter text) that the suggestion
    has too, in any place; so common small words are not held against anyone. Case, addresses and hashtags
    do not count.
    """
    words, suggested = _words(text), _words(suggestion)
    if not words or not suggested:
        return 1.0 if words else 0.0
    run = min(_SPOKEN_RUN, len(words), len(suggested))
    known = set(_runs(suggested, run))
    borrowed: set[int] = set()
    for start, spoken in enumerate(_runs(words, run)):
        if spoken in known:
            borrowed.update(range(start, start + run))
    return 1 - len(borrowed) / len(words)


def own_part(text: str, suggestions: Iterable[str]) -> float:
    """The same beside several suggestions: what is one's own next to the one it is nearest to."""
    return min([own_share(text, ""), *(own_share(text, suggestion) for suggestion in suggestions)])


def _fits(used: int | None, limit: int | None) -> bool:
    return used is None or limit is None or used <= limit


def _clusters(text: str) -> Iterator[str]:
    return (found[0] for found in _CLUSTER.finditer(text))


def _length(text: str) -> int:
    return sum(1 for _cluster in _clusters(text))


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "replace"))


def _is_emoji(cluster: str) -> bool:
    """A cluster shown as a picture; © or ® alone is a letter, and so is a symbol that asks for text style."""
    if _TEXT_STYLE in cluster or (len(cluster) == 1 and cluster < _FIRST_SYMBOL):
        return False
    return _PICTURE.search(cluster) is not None


def _weight_on_x(cluster: str) -> int:
    return 2 if _is_emoji(cluster) else sum(1 if _is_light(ord(character)) else 2 for character in cluster)


def _is_light(code: int) -> bool:
    """The ranges that X counts once, among them every letter of Danish, German and French."""
    return code <= 0x10FF or 0x2000 <= code <= 0x200D or 0x2010 <= code <= 0x201F or 0x2032 <= code <= 0x2037


def _without_ending(text: str) -> str:
    tokens = [token for token in _WHITES.split(as_sent(text)) if token]
    while tokens and _ENDING.fullmatch(tokens[-1]):
        tokens.pop()
    return " ".join(tokens)


def _words(text: str) -> list[str]:
    plain = _HASHTAG.sub(" ", ADDRESS.sub(" ", without_odd_case(as_sent(text))))
    return _WORD.findall(plain.lower())


def _runs(words: list[str], length: int) -> Iterator[tuple[str, ...]]:
    return (tuple(words[start : start + length]) for start in range(len(words) - length + 1))
