"""Whether visits come through: none missed for want of room, enough room left, and nothing waiting long to be loaded."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import select

from advocacy.config import Settings
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.links.log import folder
from advocacy.links.log.line import Entry, read
from advocacy.links.models import VisitLog

SMALLEST_ROOM = 64 * 1024 * 1024
LONGEST_WAIT_SECONDS = 120.0
_LONGEST_LINE = 200


def is_well(settings: Settings) -> bool:
    """True when nothing needs an operator's eye."""
    place = settings.instance / folder.NAME
    if not place.exists():
        return True
    room = os.statvfs(place)
    return room.f_bavail * room.f_frsize >= SMALLEST_ROOM and missed(place) == 0 and seconds_behind(place) <= LONGEST_WAIT_SECONDS


def missed(place: Path) -> int:
    """How many visits the processes whose files are here could not write down."""
    return sum(folder.missed_in(path) for path in folder.files_in(place))


def seconds_behind(place: Path) -> float:
    """How long the oldest visit has waited that is not in the database yet."""
    paths = folder.files_in(place)
    rows = db.session.execute(select(VisitLog.name, VisitLog.offset).where(VisitLog.name.in_([path.name for path in paths])))
    offsets: dict[str, int] = {name: offset for name, offset in rows}
    waiting = [entry for path in paths if (entry := _first_unread(path, offsets.get(path.name, folder.HEADER_SIZE)))]
    return (clock.milliseconds() - min(each.milliseconds for each in waiting)) / 1000 if waiting else 0.0


def _first_unread(path: Path, offset: int) -> Entry | None:
    with path.open("rb") as opened:
        opened.seek(offset)
        line = opened.read(_LONGEST_LINE).partition(b"\n")
    return read(line[0]) if line[1] else None
