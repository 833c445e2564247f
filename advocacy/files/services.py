"""Every way a picture comes in: nothing that was uploaded is ever served, only what we make of it."""

from __future__ import annotations

import io
import os
import warnings
from hashlib import sha256
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from advocacy.files.models import Picture
from advocacy.files.queries import picture_folder
from advocacy.files.sizes import SIZES, Size, file_name
from advocacy.foundation.database import db, new_public_id
from advocacy.foundation.errors import InvalidInput
from advocacy.foundation.i18n import lazy_gettext as _

READABLE_KINDS = ("JPEG", "PNG", "WEBP", "GIF")
MOST_PIXELS = 24_000_000
LONGEST_SIDE = 10_000
SMALLEST_WIDTH = 600
LARGEST_FILE = 20 * 1024 * 1024


def bring_picture(data: bytes, *, by: int | None) -> Picture:
    """Decodes, turns upright, strips and re-encodes a picture in every size; raises InvalidInput with the reason.

    The header is checked before a pixel is decoded (attack row M14), of an animation the first frame is kept (M15),
    and nothing of the file's own metadata survives (M18). The files are in place before the row is.
    """
    image = _decoded(data)
    name = new_public_id()
    folder = picture_folder()
    folder.mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        _write(folder / file_name(name, size), _encoded(image, SIZES[size]))
    picture = Picture(public_id=name, width=image.width, height=image.height, byte_count=len(data),
                      sha256=sha256(data).hexdigest(), brought_by_id=by)
    db.session.add(picture)
    db.session.flush()
    return picture


def _refuse(sentence: object) -> InvalidInput:
    return InvalidInput({"picture": sentence})


def _decoded(data: bytes) -> Image.Image:
    if len(data) > LARGEST_FILE:
        raise _refuse(_("The picture is too large: at most 20 MB."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            opened = Image.open(io.BytesIO(data), formats=READABLE_KINDS)
            if opened.width * opened.height > MOST_PIXELS or max(opened.size) > LONGEST_SIDE:
                raise _refuse(_("The picture has too many pixels: at most 24 million."))
            opened.seek(0)
            upright = ImageOps.exif_transpose(opened).convert("RGBA")
    except InvalidInput:
        raise
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Warning, EOFError, Image.DecompressionBombError) as error:
        raise _refuse(_("This is not a JPEG, PNG, WebP or GIF picture, or it is damaged.")) from error
    if upright.width < SMALLEST_WIDTH:
        raise _refuse(_("The picture is too small: at least 600 pixels wide, 1200 is better."))
    ground = Image.new("RGB", upright.size, "white")
    ground.paste(upright, mask=upright.getchannel("A"))
    return ground


def _encoded(image: Image.Image, size: Size) -> bytes:
    if size.height is None:
        made = image.copy()
        made.thumbnail((size.width, LONGEST_SIDE), Image.Resampling.LANCZOS)
    else:
        made = ImageOps.fit(image, (size.width, size.height), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    made.save(buffer, size.kind, quality=80)
    return buffer.getvalue()


def _write(path: Path, data: bytes) -> None:
    """Under another name first, so that nobody ever reads half a picture."""
    beside = path.with_suffix(".part")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.rename(path)
