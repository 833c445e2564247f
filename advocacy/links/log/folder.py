"""The folder of the visit log: how its files are named and begun, and how many visits a full disk has made us miss."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from advocacy.foundation import clock

NAME = "visits"
SUFFIX = ".log"
#: The first line of each file: how many visits its process could not write down. It has its place before the disk is full.
HEADER = b"# visits 1 missed %010d\n"
HEADER_SIZE = len(HEADER % 0)
_COUNT_PLACE = HEADER_SIZE - 11
_LONGEST_HOST = 40
#: Much longer than a process needs to begin a file.
UNFINISHED_SECONDS = 60.0


def new_file(place: Path, missed: Missed) -> int:
    """Opens a new file of this process, locked as long as somebody can write to it.

    It gets its name when it is locked and begun, so that the loader never meets one that looks forsaken.
    """
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = f"{_host()}-{os.getpid()}-{clock.nanoseconds()}{SUFFIX}"
    hidden = place / f".{name}"
    opened = os.open(hidden, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        header = HEADER % missed.carried()
        if os.write(opened, header) != len(header):
            raise OSError("The disk is full.")
        hidden.rename(place / name)
        sync_folder(place)
    except OSError:
        os.close(opened)
        hidden.unlink(missing_ok=True)
        raise
    missed.begin(place / name)
    return opened


def _host() -> str:
    return re.sub(r"[^a-zA-Z0-9]+", "_", os.uname().nodename)[:_LONGEST_HOST] or "host"


def sync_folder(place: Path) -> None:
    """Makes the names in a folder survive a power failure."""
    opened = os.open(place, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def files_in(place: Path) -> list[Path]:
    """The files of the log, those begun first in front."""
    return sorted((each for each in place.glob(f"[!.]*{SUFFIX}")), key=lambda each: int(each.stem.rpartition("-")[2]))


def remove_unfinished(place: Path) -> None:
    """Removes files that were never begun: their process was killed before they had a name."""
    for hidden in place.glob(f".*{SUFFIX}"):
        with locked(hidden) as is_left:
            if is_left and hidden.stat().st_mtime < clock.nanoseconds() / 1e9 - UNFINISHED_SECONDS:
                hidden.unlink()


class Missed:
    """How many visits this process has missed, kept in the first line of its file, where there is room even on a full disk."""

    def __init__(self) -> None:
        self.count = 0
        self._told = 0
        self._here = 0
        self._path: Path | None = None

    def carried(self) -> int:
        """What a new file begins with: those that were missed before there was a file."""
        return self._here if self._path is None else 0

    def begin(self, path: Path) -> None:
        """From now on they are counted in this file."""
        if self._path is not None:
            self._here = 0
        self._path = path

    def add(self) -> bool:
        """One more; True when it is time to say so: at the first, the tenth, the hundredth ..."""
        self.count += 1
        self._here += 1
        if self._path is not None:
            _count_in(self._path, self._here)
        if self.count < self._told * 10:
            return False
        self._told = self.count
        return True


def _count_in(path: Path, count: int) -> None:
    try:
        opened = os.open(path, os.O_WRONLY)
    except OSError:
        return  # The file is gone, read to its end by the loader: the count in memory is the only one left.
    try:
        os.pwrite(opened, b"%010d" % count, _COUNT_PLACE)
    finally:
        os.close(opened)


def missed_in(path: Path) -> int:
    """How many visits the process of this file could not write down."""
    with path.open("rb") as opened:
        header = opened.read(HEADER_SIZE)
    return int(header[_COUNT_PLACE:-1]) if len(header) == HEADER_SIZE and header[_COUNT_PLACE:-1].isdigit() else 0


@contextmanager
def locked(path: Path) -> Iterator[bool]:
    """True inside when nobody can write to the file any more, and nobody else is about to remove it."""
    try:
        opened = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        yield False  # Somebody has been quicker.
        return
    try:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(opened)
