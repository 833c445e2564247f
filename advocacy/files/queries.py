"""Every way a picture is read."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from advocacy.files.models import Picture
from advocacy.files.sizes import SIZES, file_name
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.foundation.pages import settings


def find_picture(public_id: str) -> Picture | None:
    """A picture by its public name."""
    return db.session.scalar(select(Picture).where(Picture.public_id == public_id))


def picture_folder() -> Path:
    """Where the bytes lie."""
    return settings().instance / "pictures"


def get_picture_file(public_id: str, size: str) -> tuple[Path, str]:
    """The file of one size and its media type; raises Missing."""
    if size not in SIZES or find_picture(public_id) is None:
        raise Missing
    path = picture_folder() / file_name(public_id, size)
    if not path.is_file():
        raise Missing
    return path, SIZES[size].media_type
