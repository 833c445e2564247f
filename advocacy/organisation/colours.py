"""Whether the organisation's colours can be read: contrast as WCAG 2.2 reckons it, and the tints that follow from them."""

from __future__ import annotations

import re

_COLOUR = re.compile(r"#[0-9a-f]{6}")
READABLE = 4.5


def is_colour(text: str) -> bool:
    """True for ``#`` and six hexadecimal digits in lower case."""
    return _COLOUR.fullmatch(text) is not None


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance, 0 for black to 1 for white (WCAG 2.2, relative luminance)."""

    def linear(channel: int) -> float:
        value = channel / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(channel) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, contrast ratio)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """``colour`` with this share (0 to 1) of ``other`` in it."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def text_on(colour: str) -> str:
    """Black or white, whichever can be read on this colour."""
    return "#ffffff" if contrast(colour, "#ffffff") >= contrast(colour, "#000000") else "#000000"


def readable_on(colour: str, ground: str) -> str:
    """The colour itself, or the nearest mix towards black or white that can be read on this ground."""
    towards = text_on(ground)
    for step in range(21):
        candidate = mixed(colour, towards, step / 20)
        if contrast(candidate, ground) >= READABLE:
            return candidate
    return towards
