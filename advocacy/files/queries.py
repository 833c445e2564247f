"""Every way a picture is read."""

from __future__ import annotations

import io
from collections.abc import Collection, Sequence
from datetime import date, datetime
from pathlib import Path

from PIL import Image
from sqlalchemy import exists, func, select

from advocacy.files.models import Picture
from advocacy.files.sizes import SIZES, file_name, measures
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.foundation.pages import settings

#: Tried one after the other until a picture is small enough; a photo is with the first, and pure noise with the last.
JPEG_QUALITIES = (88, 70, 50, 30)


def find_picture(public_id: str) -> Picture | None:
    """A picture by its public name."""
    return db.session.scalar(select(Picture).where(Picture.public_id == public_id))


def picture_folder() -> Path:
    """Where the bytes lie."""
    return settings().instance / "pictures"


def get_picture_file(public_id: str, size: str, *, day: date, sees_all: bool) -> tuple[Path, Picture]:
    """The file of one size, for somebody who sees what is open that day or ``sees_all``; raises Missing."""
    picture = find_picture(public_id)
    if size not in SIZES or picture is None or not (sees_all or picture.is_open_on(day)):
        raise Missing
    path = picture_folder() / file_name(picture.public_id, size)
    if not path.is_file():
        raise Missing
    return path, picture


def jpeg_of(picture: Picture, *, at_most: int | None = None) -> bytes:
    """The whole picture as a JPEG, to take along to where nothing else is read; as good as so many bytes allow. Raises Missing."""
    path = picture_folder() / file_name(picture.public_id, "page")
    if not path.is_file():
        raise Missing
    with Image.open(path) as opened:
        whole = opened.convert("RGB")
    for quality in JPEG_QUALITIES:
        made = io.BytesIO()
        whole.save(made, "jpeg", quality=quality)
        if at_most is None or made.tell() <= at_most:
            break
    return made.getvalue()


def bytes_brought_since(person_id: int, moment: datetime) -> int:
    """How much somebody has brought since then."""
    statement = select(func.sum(Picture.byte_count)).where(Picture.brought_by_id == person_id, Picture.created_at >= moment)
    return db.session.scalar(statement) or 0


def bytes_kept() -> int:
    """How much all pictures together take on the disk."""
    return db.session.scalar(select(func.sum(Picture.kept_byte_count))) or 0


def pictures_nothing_shows(*, before: datetime, limit: int = 500) -> Sequence[Picture]:
    """Pictures brought before a moment that no row of any feature speaks of: previews nobody used, choices that were changed.

    Files stand at the bottom of the house, so the tables that point at pictures are found in the schema rather than named here.
    """
    pointing = [key.parent for table in db.metadata.tables.values() for key in table.foreign_keys if key.target_fullname == "picture.id"]
    unused = [~exists().where(column == Picture.id) for column in pointing]
    return db.session.scalars(select(Picture).where(Picture.created_at < before, *unused).order_by(Picture.id).limit(limit)).all()


def known_names(names: Collection[str]) -> set[str]:
    """Those of these public names that belong to a picture."""
    return set(db.session.scalars(select(Picture.public_id).where(Picture.public_id.in_(names))))


__all__ = [
    "SIZES",
    "bytes_brought_since",
    "bytes_kept",
    "find_picture",
    "get_picture_file",
    "jpeg_of",
    "known_names",
    "measures",
    "picture_folder",
    "pictures_nothing_shows",
]
