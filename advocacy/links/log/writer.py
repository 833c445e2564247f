"""Writes visits down before they are answered: one write for each, to a file of this process alone, which outlives its being killed.

What is written is in the system's memory of the file and so survives the death of this process; a thread brings it to the disk every
50 ms, so that a power failure costs no more than that. With ``ADVOCACY_VISITS_DURABILITY=strict`` it is on the disk before the answer
leaves, and those who wait for that wait together. A full disk never keeps a reader: the visit is counted as missed (``folder``).
"""

from __future__ import annotations

import os
import threading
import time
import weakref
from pathlib import Path

import structlog

from advocacy.foundation import clock
from advocacy.links.log import folder
from advocacy.links.log.line import written

log = structlog.get_logger()
#: A file that has become so large is put aside, and the loader removes it when it has read it.
LARGEST_FILE = 16 * 1024 * 1024
SYNC_SECONDS = 0.05
#: How long a process waits before it tries again to begin a file where that has failed.
PAUSE_SECONDS = 1.0
_CLOSED = -1

_writers: weakref.WeakSet[VisitWriter] = weakref.WeakSet()


class VisitWriter:
    """The log of this process; begins its file with the first visit, and another one after a fork."""

    def __init__(self, place: Path, *, is_strict: bool = False, largest: int = LARGEST_FILE) -> None:
        self.place, self.is_strict, self.largest = place, is_strict, largest
        self._forget()
        _writers.add(self)

    def _forget(self) -> None:
        self._file = _CLOSED
        self._counter = folder.Missed()
        self._begin, self._counting = threading.Lock(), threading.Lock()
        self._ended = threading.Event()
        self._syncing: threading.Thread | None = None
        self._written = threading.Event()
        self._waiting = threading.Condition()
        self._asked = self._synced = 0
        self._is_syncing = False
        self._tried_at = 0.0

    def write(self, link_id: int, tail: bytes) -> bool:
        """Writes a visit down; False when it could not be, which is counted. Never raises for what a disk may do."""
        line = written(link_id, clock.milliseconds(), tail)
        try:
            if self._file == _CLOSED and not self._open():
                return False
            if os.write(self._file, line) != len(line):
                raise OSError("The disk is full in the middle of a line.")
            if self.is_strict:
                self._wait_for_disk()
            elif not self._written.is_set():
                self._written.set()
        except OSError as error:
            self._miss(error)
            return False
        return True

    @property
    def missed(self) -> int:
        """How many visits this process could not write down."""
        return self._counter.count

    def _miss(self, error: OSError) -> None:
        with self._counting:
            if self._counter.add():
                log.error("visits_missed", count=self._counter.count, error=error.strerror or str(error))

    def _open(self) -> bool:
        """Begins the first file of this process, while whoever else wants to write waits; False where that has just failed."""
        with self._begin:
            if self._file != _CLOSED:
                return True
            moment = time.monotonic()
            if self._tried_at and moment < self._tried_at + PAUSE_SECONDS:
                self._counter.add()
                return False
            self._tried_at = moment
            opened = folder.new_file(self.place, self._counter)
            self._file, self._tried_at, self._ended = opened, 0.0, threading.Event()
            self._syncing = threading.Thread(target=self._bring_to_disk, args=(opened, self._ended), name="visit-log", daemon=True)
            self._syncing.start()
            return True

    def _bring_to_disk(self, mine: int, ended: threading.Event) -> None:
        """Until the file is closed: what was written goes to the disk, and a file that has grown large gives way to a new one."""
        while not ended.wait(PAUSE_SECONDS if self.is_strict else SYNC_SECONDS):
            if not self.is_strict and not self._written.wait(PAUSE_SECONDS):
                continue
            self._written.clear()
            try:
                os.fdatasync(mine)
                if os.fstat(mine).st_size > self.largest:
                    self._rotate(mine)
            except OSError as error:
                if not ended.is_set():
                    log.error("visit_log_not_synced", error=error.strerror)

    def _rotate(self, mine: int) -> None:
        """The number of the open file stays and stands for the new one in an instant, so that nobody writes to one that is closed.

        The system keeps the old file open and locked until the last write under way has ended; only then may the loader remove it.
        """
        opened = folder.new_file(self.place, self._counter)
        with self._waiting:
            while self._is_syncing:
                self._waiting.wait()
            self._is_syncing = True
        old = os.dup(mine)
        try:
            os.dup2(opened, mine, inheritable=False)
            os.fdatasync(old)
        finally:
            os.close(old)
            os.close(opened)
            with self._waiting:
                self._is_syncing = False
                self._waiting.notify_all()

    def _wait_for_disk(self) -> None:
        """Returns when what this thread has written is on the disk. One thread syncs for all who have written before it began."""
        with self._waiting:
            self._asked += 1
            mine = self._asked
            while self._is_syncing and self._synced < mine:
                self._waiting.wait()
            if self._synced >= mine:
                return
            self._is_syncing, upto = True, self._asked
        try:
            os.fdatasync(self._file)
        except OSError:
            upto = self._synced
            raise
        finally:
            with self._waiting:
                self._is_syncing, self._synced = False, max(self._synced, upto)
                self._waiting.notify_all()

    def close(self) -> None:
        """Ends the file of this process: for tests, and for one that stops. The next visit would begin another.

        Its thread ends first: the number of a closed file soon stands for another one, which must not be exchanged.
        """
        with self._begin:
            opened, self._file = self._file, _CLOSED
            self._ended.set()
            self._written.set()
            if self._syncing is not None:
                self._syncing.join()
                self._syncing = None
            if opened != _CLOSED:
                os.fdatasync(opened)
                os.close(opened)

    def leave_to_parent(self) -> None:
        """After a fork: the file belongs to the parent, and the child begins one of its own."""
        opened = self._file
        self._forget()
        if opened != _CLOSED:
            os.close(opened)


def _leave_to_parents() -> None:
    for each in list(_writers):
        each.leave_to_parent()


os.register_at_fork(after_in_child=_leave_to_parents)
