"""Pictures as people bring them: real files, made here."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image, ImageDraw

from advocacy.files.models import Picture
from advocacy.files.services import bring_picture
from tests.people import Cast


def picture_bytes(kind: str = "JPEG", size: tuple[int, int] = (1280, 720), *, mode: str = "RGB", **saving: Any) -> bytes:
    """A file with something to see in it: the left half is dark, the right half light."""
    image = Image.new("RGB", size, "#d9d4c5")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2, size[1]), fill="#0b4f5c")
    buffer = io.BytesIO()
    image.convert(mode).save(buffer, kind, **saving)
    return buffer.getvalue()


def make_picture(cast: Cast) -> Picture:
    """A picture that Lone has brought; closed to everybody but editors until a story with it is approved."""
    return bring_picture(picture_bytes(), by=cast.lone.id)
