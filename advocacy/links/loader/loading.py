"""Reads what is new in the log, stores it with how far it has read in one transaction, and removes files that are done with."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import structlog

from advocacy.links.loader.counting import Batch, DayBook
from advocacy.links.loader.storing import Store
from advocacy.links.log import folder
from advocacy.links.log.line import Entry, read

log = structlog.get_logger()
#: How much is read for one transaction: a second's work or less.
MOST_BYTES = 4 * 1024 * 1024
_COMMENT = b"#"


@dataclass(slots=True)
class Portion:
    """What was read of one file: from where, to where, the visits between, and lines that were not whole."""

    name: str
    begin: int
    end: int
    entries: list[Entry] = field(default_factory=list)
    broken: int = 0


class Loader:
    """Knows how far each file has been read; what the database says about that counts more than what it remembers."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self._read_to: dict[str, int] = {}
        self._days = DayBook()

    def load(self, store: Store) -> bool:
        """One portion of everything that is new, in one transaction. False when there is more."""
        paths = folder.files_in(self.place)
        self._learn_offsets(store, [each.name for each in paths])
        portions = self._read(paths)
        if portions:
            self._store(store, portions)
        done = self._remove_finished(paths)
        return done and sum(each.end - each.begin for each in portions) < MOST_BYTES

    def _learn_offsets(self, store: Store, names: list[str]) -> None:
        unknown = [name for name in names if name not in self._read_to]
        if unknown:
            self._read_to.update(dict.fromkeys(unknown, folder.HEADER_SIZE))
            self._read_to.update(store.offsets(unknown))
        for gone in self._read_to.keys() - set(names):
            del self._read_to[gone]

    def _read(self, paths: list[Path]) -> list[Portion]:
        room, portions = MOST_BYTES, []
        for path in paths:
            begin = self._read_to[path.name]
            if room > 0 and path.stat().st_size > begin:
                portion = read_portion(path, begin, room)
                if portion.end > begin:
                    portions.append(portion)
                    room -= portion.end - begin
        return portions

    def _store(self, store: Store, portions: list[Portion]) -> None:
        """Everything in one transaction, unless somebody else has loaded a part of it meanwhile: then nothing, and we learn anew."""
        begun = {each.name: each.begin for each in portions if each.begin > folder.HEADER_SIZE}
        moved = {each.name: each.end for each in portions}
        with store.transaction():
            if store.offsets(list(moved), is_for_update=True) != begun:
                self._read_to = {}
                return
            entries = [entry for portion in portions for entry in portion.entries]
            there = store.links_there({entry.link_id for entry in entries})
            batch = Batch(self._days, [entry for entry in entries if entry.link_id in there])
            batch.set_repeats_apart(store)
            store.add_visits(batch.rows())
            store.add_totals(batch.totals())
            store.keep_offsets(moved)
        self._read_to.update(moved)
        _tell(portions, len(entries) - len(batch))

    def _remove_finished(self, paths: list[Path]) -> bool:
        """A file whose process has gone and that is stored to its last whole line is not needed any more."""
        is_all = True
        for path in paths:
            with folder.locked(path) as is_left:
                if is_left and not _has_more(path, self._read_to.get(path.name, 0)):
                    _say_goodbye(path, self._read_to[path.name])
                    path.unlink()
                    folder.sync_folder(self.place)
                elif is_left:
                    is_all = False
        folder.remove_unfinished(self.place)
        return is_all


def read_portion(path: Path, begin: int, room: int) -> Portion:
    """The whole lines from there on, about as many bytes as there is room for; a line that is still being written waits."""
    lines = _whole_lines(path, begin, room)
    portion = Portion(path.name, begin, begin + len(lines))
    for line in lines[:-1].split(b"\n") if lines else ():
        entry = read(line)
        if entry is not None:
            portion.entries.append(entry)
        elif line[:1] != _COMMENT:
            portion.broken += 1
    return portion


def _whole_lines(path: Path, begin: int, room: int) -> bytes:
    """What stands there up to the last newline, which may be nothing."""
    with path.open("rb") as opened:
        opened.seek(begin)
        chunk = opened.read(room)
    return chunk[: chunk.rfind(b"\n") + 1]


def _has_more(path: Path, read_to: int) -> bool:
    return path.stat().st_size > read_to and bool(_whole_lines(path, read_to, MOST_BYTES))


def _tell(portions: list[Portion], unknown: int) -> None:
    for each in portions:
        if each.broken:
            log.warning("visit_lines_broken", file=each.name, count=each.broken)
    if unknown:
        log.info("visits_of_no_link", count=unknown)


def _say_goodbye(path: Path, read_to: int) -> None:
    if missed := folder.missed_in(path):
        log.error("visits_were_missed", file=path.name, count=missed)
    if torn := max(0, path.stat().st_size - read_to):
        log.warning("visit_line_torn", file=path.name, bytes=torn)
