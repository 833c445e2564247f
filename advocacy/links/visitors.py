"""Today's visitors of a link as marks that nobody can read, for organisations that count a person once a day (compliance P24).

A mark is made of the link, the reader's address and browser, and a salt that only ever lives in memory: the processes of one server
share it, it is never swapped to a disk nor written into a dump, and at midnight it is overwritten. From then on nobody, we included,
can tell from whom a mark was made. Where the organisation counts visits, which is the default, no mark is made at all.
"""

from __future__ import annotations

import ctypes
import fcntl
import hmac
import mmap
import os
import secrets
import sys
import threading
import weakref
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from ipaddress import IPv6Address
from tempfile import TemporaryFile

from advocacy.foundation import clock

#: 96 bits of a mark are kept: of ten thousand million visitors of a link no two would be likely to share one.
MARK_BYTES = 12
SALT_BYTES = 32
LONGEST_AGENT = 600
#: How soon after midnight the salt is gone at the latest.
TEND_SECONDS = 10.0
_DAY_BYTES = 4
_IPV6_NETWORK_BITS = 64


class Visitors:
    """Makes the marks. To be created before the server's processes part ways, so that all of them share the salt of the day."""

    def __init__(self, *, is_counting: bool) -> None:
        self.is_counting = is_counting
        self._day = 0
        if not is_counting:
            return
        self._salt = bytearray(SALT_BYTES)
        self._shared = mmap.mmap(-1, mmap.PAGESIZE)  # Shared with every process that begins as a copy of this one.
        with TemporaryFile() as file:  # Nothing is ever written to it, and it has no name: processes take turns by it.
            self._turn = os.dup(file.fileno())
        weakref.finalize(self, os.close, self._turn)
        _keep_in_memory(self._shared)
        self.part_ways()
        _all.add(self)

    def mark_for(self, code: str, address: str, agent: str) -> str:
        """The mark of whoever follows this link today: 16 letters and digits, ``-`` and ``_``; nothing where visits are counted."""
        if not self.is_counting:
            return ""
        told = f"{code}\n{_place_of(address)}\n{agent[:LONGEST_AGENT]}".encode("utf-8", "surrogateescape")
        while True:
            today = clock.today().toordinal()
            if today != self._day or not self._is_tended:
                self._begin(today)
            mark = hmac.digest(self._salt, told, sha256)[:MARK_BYTES]
            if today == self._day:  # The salt was not overwritten in the meantime.
                return urlsafe_b64encode(mark).decode("ascii")

    def forget_if_over(self) -> None:
        """Overwrites the salt, ours and the shared one, when its day has passed."""
        today = clock.today().toordinal()
        with self._thread_turn, _turn_of(self._turn):
            if self._day != today:
                self._day = 0
                self._salt[:] = bytes(SALT_BYTES)
            if self._shared_day() != today:
                self._shared[: _DAY_BYTES + SALT_BYTES] = bytes(_DAY_BYTES + SALT_BYTES)

    def part_ways(self) -> None:
        """In a process that began as a copy: threads and locks of the other one are not here."""
        self._thread_turn = threading.Lock()
        self._is_tended = False

    def _begin(self, today: int) -> None:
        """Takes the salt of the day that all processes share; whoever is first makes it."""
        with self._thread_turn, _turn_of(self._turn):
            if self._shared_day() != today:
                self._shared[_DAY_BYTES : _DAY_BYTES + SALT_BYTES] = secrets.token_bytes(SALT_BYTES)
                self._shared[:_DAY_BYTES] = today.to_bytes(_DAY_BYTES)
            self._day = 0
            self._salt[:] = self._shared[_DAY_BYTES : _DAY_BYTES + SALT_BYTES]
            self._day = today
            if not self._is_tended:
                self._is_tended = True
                _keep_in_memory(self._shared)
                threading.Thread(target=_tend, args=(weakref.ref(self),), name="visitors", daemon=True).start()

    def _shared_day(self) -> int:
        return int.from_bytes(self._shared[:_DAY_BYTES])


_all: weakref.WeakSet[Visitors] = weakref.WeakSet()


def _part_ways() -> None:
    for each in list(_all):
        each.part_ways()


os.register_at_fork(after_in_child=_part_ways)


def _tend(found: weakref.ref[Visitors]) -> None:
    """Until the process ends: has the salt gone soon after midnight, even when nobody follows a link."""
    waiting = threading.Event()
    while not waiting.wait(TEND_SECONDS):
        visitors = found()
        if visitors is None:
            return
        visitors.forget_if_over()
        del visitors


@contextmanager
def _turn_of(file: int) -> Iterator[None]:
    """One process at a time; the system gives the turn back when a process dies."""
    fcntl.lockf(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.lockf(file, fcntl.LOCK_UN)


def _place_of(address: str) -> str:
    """The address; of a long one the half that names the household, because telephones change the rest by themselves."""
    if ":" not in address:
        return address
    try:
        number = int(IPv6Address(address.partition("%")[0]))
    except ValueError:
        return address
    return f"{number >> _IPV6_NETWORK_BITS:x}"


def _keep_in_memory(shared: mmap.mmap) -> None:
    """Asks the system never to move this page to a disk and to leave it out of dumps. Where it may not be asked, memory it is still."""
    if sys.platform != "linux":
        return
    shared.madvise(mmap.MADV_DONTDUMP)
    library = ctypes.CDLL(None)
    place = ctypes.addressof(ctypes.c_char.from_buffer(shared))
    library.mlock(ctypes.c_void_p(place), ctypes.c_size_t(len(shared)))
