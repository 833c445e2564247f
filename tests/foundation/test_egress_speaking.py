"""Speaking with another machine's interface: the rules for reading a page, and stricter ones, for what is sent is somebody's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from advocacy.foundation.egress import EgressFailed, EgressRefused, call
from tests.foundation.outside import OTHER_PUBLIC, PUBLIC, Outside, stand_in
from tests.foundation.test_egress_refusals import F01, F02, F03, F04, F07, F10

SECRET = {"Authorization": "Bearer very-secret"}


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Outside:
    outside = stand_in(monkeypatch)
    outside.names["news.dk"] = [[PUBLIC]]
    return outside


@contextmanager
def interface(status: int = 200, **headers: str) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A machine in the house that takes everything and remembers it; gives its place."""
    seen: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            seen.append({name.lower(): value for name, value in self.headers.items()} | {"": f"{self.command} {self.path} {body.decode()}"})
            self.send_response(status)
            for name, value in {"Content-Length": "2", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(b"ok")

        def do_GET(self) -> None:
            self.do_POST()

        def do_DELETE(self) -> None:
            self.do_POST()

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"localhost:{server.server_address[1]}", seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def refused(url: str, **named: object) -> str:
    with pytest.raises(EgressRefused) as refusal:
        call("POST", url, headers=SECRET, body=b"secret", deadline_seconds=2, **named)  # type: ignore[arg-type]
    return refusal.value.reason


@pytest.mark.parametrize("number", [*F01, *(f"[{number}]" for number in F02)])
def test_nothing_is_sent_to_a_number_within_the_house(outside: Outside, number: str) -> None:
    """Attack rows F01 and F02."""
    assert refused(f"https://{number}/") == "address"
    assert outside.called == []


@pytest.mark.parametrize("number", [*F01, *F02])
def test_nothing_is_sent_to_a_name_that_leads_into_the_house(outside: Outside, number: str) -> None:
    """Attack rows F01, F02, F05."""
    outside.names["social.dk"] = [[PUBLIC, number]]
    assert refused("https://social.dk/") == "address"
    assert outside.called == []


@pytest.mark.parametrize("host", [*F03, *F04])
def test_nothing_is_sent_to_odd_writings_and_names_of_the_house(outside: Outside, host: str) -> None:
    """Attack rows F03 and F04."""
    refused(f"https://{host}/")
    assert outside.called == []


@pytest.mark.parametrize("port", [22, 25, 80, 5432, 6379, 8443])
def test_nothing_is_sent_to_another_port(outside: Outside, port: int) -> None:
    """Attack row F06: encrypted, and where encryption lives."""
    assert refused(f"https://news.dk:{port}/") == "port"
    assert (outside.asked, outside.called) == ([], [])


@pytest.mark.parametrize("url", [*F07, *F10, *(url.replace("http://", "https://") for url in F10)])
def test_nothing_is_sent_to_what_is_no_plain_address(outside: Outside, url: str) -> None:
    """Attack rows F07 and F10."""
    refused(url)
    assert (outside.asked, outside.called) == ([], [])


@pytest.mark.parametrize("url", ["http://news.dk/", "http://news.dk:443/", "HTTP://news.dk/", f"http://{PUBLIC}/"])
def test_nothing_is_sent_in_the_open(outside: Outside, url: str) -> None:
    assert refused(url) == "scheme"
    assert (outside.asked, outside.called) == ([], [])


def test_the_application_does_not_speak_with_itself(outside: Outside) -> None:
    assert refused("https://news.dk/", own_hosts=frozenset({"news.dk"})) == "own host"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_an_answer_and_nobody_follows_it(status: int) -> None:
    """Attack row F08: what was meant for one place is sent to no other."""
    with interface() as (elsewhere, seen_elsewhere), interface(status, Location=f"http://{elsewhere}/") as (place, _seen):
        allowed = frozenset({place, elsewhere})
        assert call("POST", f"http://{place}/", headers=SECRET, body=b"x", allowed=allowed).status == status
        assert seen_elsewhere == []


def test_a_place_of_the_configuration_is_spoken_with_exactly_as_it_is_written() -> None:
    with interface() as (place, seen):
        answer = call("DELETE", f"http://{place}/a?b=c", headers=SECRET, allowed=frozenset({place}))
        assert answer.body == b"ok"
        number = place.replace("localhost", "127.0.0.1")
        assert refused(f"https://{number}/", allowed=frozenset({place})) == "port"
        assert refused(f"https://{number.partition(':')[0]}/", allowed=frozenset({place})) == "address"
    assert [each[""] for each in seen] == ["DELETE /a?b=c "]
    assert seen[0]["authorization"] == "Bearer very-secret"
    assert "speaks for a person" in seen[0]["user-agent"]


def test_nothing_but_what_was_given_goes_along(monkeypatch: pytest.MonkeyPatch) -> None:
    """Attack row F15: no cookie, no key of the house, no way around through a proxy."""
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    with interface(**{"Set-Cookie": "a=b"}) as (place, seen):
        for _twice in range(2):
            answer = call("POST", f"http://{place}/", body=b"{}", allowed=frozenset({place}))
    assert "set-cookie" not in answer.headers
    assert [set(each) - {"", "host", "user-agent", "accept", "accept-encoding", "connection", "content-length"} for each in seen] == [set(), set()]


@pytest.mark.parametrize("value", ["a\r\nX-Evil: b", "a\nb", "a\x00b"])
def test_a_header_cannot_be_two(value: str) -> None:
    with interface() as (place, seen), pytest.raises(EgressFailed):
        call("POST", f"http://{place}/", headers={"Authorization": value}, allowed=frozenset({place}))
    assert seen == []


def test_a_name_is_asked_once_and_that_very_number_called(outside: Outside) -> None:
    """Attack row F09."""
    outside.names["flips.dk"] = [[PUBLIC], ["127.0.0.1"], [OTHER_PUBLIC]]
    with pytest.raises(EgressFailed):
        call("POST", "https://flips.dk/", headers=SECRET, deadline_seconds=2)
    assert outside.asked == ["flips.dk"]
    assert outside.called == [(PUBLIC, 443)]


def test_an_answer_that_is_too_big_is_dropped() -> None:
    """Attack row F11."""
    with interface() as (place, _seen), pytest.raises(EgressFailed, match="too big"):
        call("GET", f"http://{place}/", limit_bytes=1, allowed=frozenset({place}))
