"""Hostile answers: too big, too slow, malformed; and nothing of ours goes along with a call."""

from __future__ import annotations

import gzip
import json
import socket
import struct
import time
import tracemalloc
import zlib
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from advocacy.foundation.egress import EgressFailed, Fetched, Known, fetch
from tests.foundation.outside import bare_server, say, web_server

MEBIBYTE = 1 << 20


def _ask(port: int, *, limit_bytes: int = 2_000_000, deadline_seconds: float = 5, scheme: str = "http") -> Fetched:
    place = f"127.0.0.1:{port}"
    return fetch(
        f"{scheme}://{place}/", accept="text/html", limit_bytes=limit_bytes, deadline_seconds=deadline_seconds, allowed=frozenset({place})
    )


def _bomb(mebibytes: int) -> bytes:
    packing = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    nothing = bytes(MEBIBYTE)
    return b"".join([*(packing.compress(nothing) for _ in range(mebibytes)), packing.flush()])


def test_a_small_answer_that_unpacks_to_a_huge_one_is_dropped() -> None:
    """F11: 200 MiB from about 200 kB, stopped at the limit, in little memory."""
    bomb = _bomb(200)
    assert len(bomb) < 250_000
    with web_server(lambda call: say(call, 200, bomb, content_encoding="gzip")) as port:
        tracemalloc.start()
        try:
            with pytest.raises(EgressFailed, match="too big"):
                _ask(port)
            assert tracemalloc.get_traced_memory()[1] < 20 * MEBIBYTE
        finally:
            tracemalloc.stop()


def test_an_endless_answer_is_dropped() -> None:
    """F11: ten gigabytes would be no different."""

    def pour(call: BaseHTTPRequestHandler) -> None:
        call.send_response(200)
        call.end_headers()
        with suppress(OSError):
            while True:
                call.wfile.write(bytes(65_536))

    with web_server(pour) as port, pytest.raises(EgressFailed, match="too big"):
        _ask(port)


@pytest.mark.parametrize("encoding", ["br", "zstd", "compress", "gzip, gzip", "zip", "chunked"])
def test_an_answer_packed_in_another_way_is_dropped(encoding: str) -> None:
    """F11."""
    packed = web_server(lambda call: say(call, 200, b"x", content_encoding=encoding))
    with packed as port, pytest.raises(EgressFailed, match="encoding"):
        _ask(port)


@pytest.mark.parametrize(("encoding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress), ("GZIP", gzip.compress)])
def test_an_honestly_packed_answer_is_unpacked(encoding: str, pack: Callable[[bytes], bytes]) -> None:
    text = "Rødgrød med fløde. ".encode() * 10_000
    with web_server(lambda call: say(call, 200, pack(text), content_encoding=encoding)) as port:
        assert _ask(port).body == text


@pytest.mark.parametrize("body", [gzip.compress(b"x" * 1000, mtime=0)[:-9], b"not packed at all"])
def test_a_broken_packed_answer_is_dropped(body: bytes) -> None:
    with web_server(lambda call: say(call, 200, body, content_encoding="gzip")) as port, pytest.raises(EgressFailed):
        _ask(port)


def test_an_empty_packed_answer_is_empty() -> None:
    with web_server(lambda call: say(call, 200, b"", content_encoding="gzip")) as port:
        assert _ask(port).body == b""


def test_exactly_the_limit_is_read() -> None:
    with web_server(lambda call: say(call, 200, bytes(1000))) as port:
        assert len(_ask(port, limit_bytes=1000).body) == 1000
        with pytest.raises(EgressFailed, match="too big"):
            _ask(port, limit_bytes=999)


def _drip(connection: socket.socket, start: bytes) -> None:
    connection.sendall(start)
    with suppress(OSError):
        for _ in range(400):
            connection.sendall(b"a")
            time.sleep(0.05)


def _drip_header(connection: socket.socket) -> None:
    _drip(connection, b"HTTP/1.1 200 OK\r\nX-Slow: ")


def _drip_body(connection: socket.socket) -> None:
    _drip(connection, b"HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n")


def _say_nothing(connection: socket.socket) -> None:
    time.sleep(3)


def _reset(connection: socket.socket) -> None:
    connection.recv(1000)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def _half_close(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\nhalf")
    connection.shutdown(socket.SHUT_WR)


@pytest.mark.parametrize("answer", [_drip_header, _drip_body, _say_nothing, _reset, _half_close])
def test_a_slow_or_broken_answer_ends_at_the_deadline(answer: Callable[[socket.socket], None]) -> None:
    """F12: one deadline for the whole call, not one for each wait."""
    with bare_server(answer) as port:
        began = time.monotonic()
        with pytest.raises(EgressFailed):
            _ask(port, deadline_seconds=0.6)
        assert time.monotonic() - began < 1.5


def test_a_handshake_that_never_comes_ends_at_the_deadline() -> None:
    """F12: TLS that stalls."""
    with bare_server(_say_nothing) as port:
        began = time.monotonic()
        with pytest.raises(EgressFailed, match="too late"):
            _ask(port, deadline_seconds=0.6, scheme="https")
        assert time.monotonic() - began < 1.5


def test_a_place_without_encryption_is_not_read_as_one_with() -> None:
    """F13: an https address is read with encryption or not at all."""
    with web_server(lambda call: say(call, 200)) as port, pytest.raises(EgressFailed, match="connection"):
        _ask(port, scheme="https")


def test_slow_redirects_share_one_deadline() -> None:
    """F12."""

    def dawdle(call: BaseHTTPRequestHandler) -> None:
        time.sleep(0.3)
        say(call, 302, location="/on")

    with web_server(dawdle) as port:
        began = time.monotonic()
        with pytest.raises(EgressFailed, match="too late"):
            _ask(port, deadline_seconds=0.7)
        assert time.monotonic() - began < 1.5


def test_a_name_server_that_never_answers_ends_at_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    """F12: the system's resolver knows no deadline of ours."""

    def dawdle(*asked: object, **named: object) -> list[object]:
        time.sleep(1)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", dawdle)
    began = time.monotonic()
    with pytest.raises(EgressFailed, match="too late"):
        fetch("http://slow-names.dk/", accept="*/*", deadline_seconds=0.3)
    assert time.monotonic() - began < 0.9


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nX-Big: " + b"a" * MEBIBYTE + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % number for number in range(10_000)) + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: a\x00b\r\n\r\n",
        b"HTTP/1.1 two hundred\r\n\r\n",
        b"\x00\x01\x02\x03",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_a_malformed_answer_is_dropped(answer: bytes) -> None:
    """F14."""

    def blurt(connection: socket.socket) -> None:
        with suppress(OSError):
            connection.sendall(answer)

    with bare_server(blurt) as port, pytest.raises(EgressFailed):
        _ask(port, deadline_seconds=2)


@pytest.mark.parametrize("body", ["æ".encode("utf-16"), b"+ADw-script+AD4-", b"\x00\xff"])
def test_a_body_in_any_writing_comes_back_as_bytes(body: bytes) -> None:
    """F14: what the bytes mean is for the reader of the page to judge."""
    with web_server(lambda call: say(call, 200, body, content_type="text/html; charset=utf-7")) as port:
        assert _ask(port).body == body


def test_nothing_of_ours_goes_along(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """F15: no cookie, no credentials, no proxy from the environment."""
    (tmp_path / ".netrc").write_text("default login anna password secret\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    def echo(call: BaseHTTPRequestHandler) -> None:
        if call.path == "/":
            say(call, 302, location="/echo", set_cookie="track=1; Path=/")
        else:
            say(call, 200, json.dumps(dict(call.headers.items())).encode(), set_cookie="track=2")

    with web_server(echo) as port:
        fetched = _ask(port)
    sent = {name.lower(): value for name, value in json.loads(fetched.body).items()}
    assert set(sent) == {"host", "user-agent", "accept", "accept-encoding", "connection"}
    assert sent["accept"] == "text/html"
    assert "set-cookie" not in fetched.headers


def test_what_a_place_said_of_its_page_is_asked_back_there_and_nowhere_else() -> None:
    """F15: the marks of one place are nobody else's business, nor is a mark that would be a header of its own."""
    seen: list[tuple[str, str | None, str | None]] = []

    def answer(call: BaseHTTPRequestHandler) -> None:
        seen.append((call.path, call.headers["If-None-Match"], call.headers["If-Modified-Since"]))
        say(call, 302, location="/on") if call.path == "/" else say(call, 200, b"ok")

    with web_server(answer) as port:
        place = f"127.0.0.1:{port}"
        for known in (Known('"v1"', "Mon, 01 Jun 2026 10:00:00 GMT"), Known('"v1\r\nX: y"', "x" * 201), Known("æ", "")):
            fetch(f"http://{place}/", accept="*/*", allowed=frozenset({place}), known=known)
    assert seen == [("/", '"v1"', "Mon, 01 Jun 2026 10:00:00 GMT"), ("/on", None, None), *[("/", None, None), ("/on", None, None)] * 2]


def test_a_place_that_has_nothing_new_may_say_so() -> None:
    with web_server(lambda call: say(call, 304)) as port:
        assert _ask(port).status == 304
