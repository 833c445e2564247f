"""What comes back: headers in one writing, and a body that is unpacked only as far as the limit."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence

from advocacy.foundation.egress.failures import EgressFailed

_PIECE = 65_536
_MOST_HEADERS = 200
_NEVER_TOLD = frozenset({"set-cookie", "set-cookie2"})


def headers_of(raw: Sequence[tuple[bytes, bytes]]) -> dict[str, str]:
    """Names in lower case, several of one name put together, cookies dropped."""
    if len(raw) > _MOST_HEADERS:
        raise EgressFailed("headers")
    told: dict[str, str] = {}
    for raw_name, raw_value in raw:
        name, value = raw_name.decode("latin-1").lower(), _text(raw_value)
        if name not in _NEVER_TOLD:
            told[name] = f"{told[name]}, {value}" if name in told else value
    return told


def _text(raw: bytes) -> str:
    """A header's value; places send addresses with Danish letters in either of two encodings."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def body_of(pieces: Iterable[bytes], encoding: str, limit_bytes: int) -> bytes:
    """The unpacked body, never more of it in memory than the limit and one piece (row F11)."""
    body = bytearray()
    for piece in _unpacked(pieces, encoding.strip().lower()):
        body += piece
        if len(body) > limit_bytes:
            raise EgressFailed("too big")
    return bytes(body)


def _unpacked(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    if encoding in ("", "identity"):
        yield from pieces
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise EgressFailed("encoding")
    unpacking = zlib.decompressobj(zlib.MAX_WBITS | 32)
    has_begun = False
    for piece in pieces:
        has_begun, packed = True, piece
        while packed and not unpacking.eof:
            yield unpacking.decompress(packed, _PIECE)
            packed = unpacking.unconsumed_tail
    if has_begun and not unpacking.eof:
        raise EgressFailed("cut short")
