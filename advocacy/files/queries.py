"""Every way a picture is read."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import func, select

from advocacy.files.models import Picture
from advocacy.files.sizes import SIZES, file_name, measures
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.foundation.pages import settings


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


def bytes_brought_since(person_id: int, moment: datetime) -> int:
    """How much somebody has brought since then."""
    statement = select(func.sum(Picture.byte_count)).where(Picture.brought_by_id == person_id, Picture.created_at >= moment)
    return db.session.scalar(statement) or 0


def known_names(names: Collection[str]) -> set[str]:
    """Those of these public names that belong to a picture."""
    return set(db.session.scalars(select(Picture.public_id).where(Picture.public_id.in_(names))))


__all__ = ["SIZES", "bytes_brought_since", "find_picture", "get_picture_file", "known_names", "measures", "picture_folder"]
