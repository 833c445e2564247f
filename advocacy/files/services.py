"""Every way a picture comes in and is opened or closed: nothing that was uploaded is ever served, only what we make of it."""

from __future__ import annotations

import io
import os
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from PIL import Image, ImageOps

from advocacy.files.decoding import decoded, refused
from advocacy.files.models import Picture
from advocacy.files.queries import bytes_brought_since, bytes_kept, known_names, picture_folder, pictures_nothing_shows
from advocacy.files.sizes import SIZES, Size, file_name, name_of_file
from advocacy.foundation import clock
from advocacy.foundation.database import db, new_public_id
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.pages import settings

MOST_BYTES_A_DAY = 200 * 1024 * 1024
GIGABYTE = 1024**3


def bring_picture(data: bytes, *, by: int | None) -> Picture:
    """Decodes, turns upright, strips and re-encodes a picture in every size; raises InvalidInput with the reason.

    Nothing of the file's own metadata survives (attack row M18). The files are in place before the row is; should the row
    never be committed, ``sweep_pictures`` removes them. Until ``open_picture`` is called, editors alone can see it.
    """
    _check_quota(by, len(data))
    image = decoded(data)
    name = new_public_id()
    made = {size: _encoded(image, SIZES[size]) for size in SIZES}
    _write_all(name, made)
    picture = Picture(
        public_id=name,
        width=image.width,
        height=image.height,
        byte_count=len(data),
        kept_byte_count=sum(map(len, made.values())),
        sha256=sha256(data).hexdigest(),
        brought_by_id=by,
    )
    db.session.add(picture)
    db.session.flush()
    return picture


def open_picture(picture: Picture, until: date | None) -> None:
    """Anybody who knows the address may see the picture up to and with this day; None closes it to all but editors."""
    picture.open_until = until


def sweep_pictures(*, before: datetime) -> int:
    """Removes files older than ``before`` that no row speaks of: halves of a kill, wholes of a rollback (attack row M16)."""
    old = [path for path in picture_folder().glob("*") if path.is_file() and path.stat().st_mtime < before.timestamp()]
    known = known_names({name_of_file(path) for path in old})
    swept = [path for path in old if path.suffix == ".part" or name_of_file(path) not in known]
    for path in swept:
        path.unlink(missing_ok=True)
    return len(swept)


def forget_pictures(*, before: datetime) -> int:
    """Removes pictures that were brought before a moment and that nothing shows or plans to show; the sweep takes their files."""
    unused = pictures_nothing_shows(before=before)
    for picture in unused:
        db.session.delete(picture)
    db.session.flush()
    return len(unused)


def _check_quota(by: int | None, byte_count: int) -> None:
    """Two hundred megabytes a person and day (attack row M19): more than anybody needs, less than fills a disk. And a limit for all."""
    if bytes_kept() >= settings().pictures_gigabytes * GIGABYTE:
        raise refused(_("There is no room for more pictures. Please tell your administrator."))
    if by is None:
        return
    if bytes_brought_since(by, clock.start_of_day(clock.today())) + byte_count > MOST_BYTES_A_DAY:
        raise refused(_("You have brought 200 MB of pictures today. Please go on tomorrow."))


def _encoded(image: Image.Image, size: Size) -> bytes:
    if size.is_cropped:
        made = ImageOps.fit(image, (size.width, size.height), Image.Resampling.LANCZOS)
    else:
        made = image.copy()
        made.thumbnail((size.width, size.height), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    made.save(buffer, size.kind, quality=size.quality)
    return buffer.getvalue()


def _write_all(name: str, made: dict[str, bytes]) -> None:
    folder = picture_folder()
    folder.mkdir(parents=True, exist_ok=True)
    paths = {folder / file_name(name, size): data for size, data in made.items()}
    try:
        for path, data in paths.items():
            _write(path, data)
    except OSError:
        for path in paths:
            path.unlink(missing_ok=True)
            _beside(path).unlink(missing_ok=True)
        raise


def _write(path: Path, data: bytes) -> None:
    """Under another name first, so that nobody ever reads half a picture."""
    beside = _beside(path)
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.rename(path)


def _beside(path: Path) -> Path:
    return path.with_suffix(".part")
