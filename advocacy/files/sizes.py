"""The sizes every picture is made in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """A width in pixels, a fixed height where the picture is cropped to fit, and what it is written as."""

    width: int
    height: int | None
    kind: str

    @property
    def media_type(self) -> str:
        return f"image/{self.kind}"


#: ``card`` for lists, ``page`` for the story, ``preview`` (1.91:1, as the networks want it) for link cards.
SIZES = {
    "card": Size(640, 336, "webp"),
    "page": Size(1280, None, "webp"),
    "preview": Size(1200, 630, "jpeg"),
}


def file_name(public_id: str, size: str) -> str:
    """The name of one size's file. Built from our own random name, never from what was uploaded (attack row M17)."""
    return f"{public_id}-{size}.{SIZES[size].kind}"
