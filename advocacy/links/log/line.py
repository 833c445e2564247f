"""One visit as one line of the log: which link, when, by what kind of agent and by way of which network; and whether the line is whole.

``!5d41402a 17 1795341072123 p linkedin -``: a mark that begins a line, the checksum (CRC-32) of everything after it, the link's
number, milliseconds since 1970, a letter for the kind, the network or ``-``, the visitor's mark of the day or ``-``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from advocacy.links.agents import AgentKind
from advocacy.networks.catalogue.network import NetworkKind

#: Begins every line, and stands nowhere else in one: after a torn line the next one can still be found.
BEGIN = b"!"
NOTHING = b"-"
LETTERS = {
    AgentKind.PERSON: b"p", AgentKind.PREVIEW: b"v", AgentKind.DEVICE_PREVIEW: b"d", AgentKind.SCANNER: b"s", AgentKind.ROBOT: b"r",
    AgentKind.PREFETCH: b"f", AgentKind.HEAD: b"h", AgentKind.UNCERTAIN: b"u",
}
_KINDS = {letter: kind.value for kind, letter in LETTERS.items()}
_NETWORKS = {NOTHING: "", **{kind.value.encode(): kind.value for kind in NetworkKind}}


class Entry(NamedTuple):
    """A line that was read; ``kind`` and ``network`` are the words the database keeps, ``mark`` is empty where none was taken."""

    link_id: int
    milliseconds: int
    kind: str
    network: str
    mark: str


def written(link_id: int, milliseconds: int, tail: bytes) -> bytes:
    """The line, with its newline, ready for one write; ``tail`` comes from ``tail_of``."""
    words = b"%d %d %b" % (link_id, milliseconds, tail)
    return b"!%08x %b\n" % (crc32(words), words)


@lru_cache(maxsize=256)
def tail_of(kind: AgentKind, network: NetworkKind | None) -> bytes:
    """Who came and from where, as it ends a line without a visitor's mark."""
    return b"%b %b -" % (LETTERS[kind], network.value.encode() if network else NOTHING)


def with_mark(tail: bytes, mark: str) -> bytes:
    """The same with a visitor's mark of the day: letters and digits, ``-`` and ``_``."""
    return tail[:-1] + mark.encode("ascii")


def read(line: bytes) -> Entry | None:
    """What a line without its newline says; None when it is not whole. What follows a torn line is found by its mark."""
    words = line[10:]
    if line[:10] != b"!%08x " % crc32(words):
        return read(line[line.rindex(BEGIN) :]) if BEGIN in line[1:] else None
    try:
        link, milliseconds, tail = words.split(b" ", 2)
        kind, network, mark = _told(tail)
        return tuple.__new__(Entry, (int(link), int(milliseconds), kind, network, mark))
    except (ValueError, KeyError):
        return None


@lru_cache(maxsize=1024)
def _told(tail: bytes) -> tuple[str, str, str]:
    """Kind, network and mark; raises ValueError or KeyError for what ``tail_of`` never wrote."""
    kind, network, mark = tail.split(b" ")
    return _KINDS[kind], _NETWORKS[network], "" if mark == NOTHING else mark.decode("ascii")
