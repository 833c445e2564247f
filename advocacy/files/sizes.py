"""The sizes every picture is made in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Size:
    """A width and height in pixels, whether the picture is cropped to fill or shrunk to fit them, and what it is written as."""

    width: int
    height: int
    kind: str
    quality: int
    is_cropped: bool

    @property
    def media_type(self) -> str:
        return f"image/{self.kind}"


#: ``card`` for lists (light: many stand on a page), ``page`` for the story, ``preview`` (1.91:1, as the networks want it) for link cards.
SIZES = {
    "card": Size(640, 360, "webp", 70, is_cropped=True),
    "page": Size(1280, 1600, "webp", 80, is_cropped=False),
    "preview": Size(1200, 630, "jpeg", 82, is_cropped=True),
}


def file_name(public_id: str, size: str) -> str:
    """The name of one size's file. Built from our own random name, never from what was uploaded (attack row M17)."""
    return f"{public_id}-{size}.{SIZES[size].kind}"


def name_of_file(path: Path) -> str:
    """The picture's public name in the name of one of its files."""
    return path.stem.rpartition("-")[0]


def measures(width: int, height: int, size: str) -> tuple[int, int]:
    """How wide and high one size of a picture is, so that a page can keep its place before it has come."""
    named = SIZES[size]
    if named.is_cropped:
        return named.width, named.height
    share = min(named.width / width, named.height / height, 1)
    return max(1, round(width * share)), max(1, round(height * share))
