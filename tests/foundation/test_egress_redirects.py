"""Redirects and changing answers: each step is judged anew, and what was judged is what is called."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler

import pytest

from advocacy.foundation.addresses import WebAddress
from advocacy.foundation.egress import EgressFailed, EgressRefused, fetch
from advocacy.foundation.egress.calling import _next
from tests.foundation.outside import OTHER_PUBLIC, PUBLIC, Outside, say, stand_in, web_server
from tests.foundation.test_egress_refusals import F01, F02, F03, F04, F06, F07, F10

BAD_ENDS = [
    *(f"http://{number}/" for number in F01[::4]),
    *(f"http://[{number}]/" for number in F02[::4]),
    *(f"http://{host}/" for host in F03[:3]),
    *(f"http://{host}/" for host in F04[::4]),
    *F06[:2],
    *(url for url in F07 if ":" in url and not url.startswith(("http:", "https:"))),
    F10[0],
    F10[5],
]

Answer = Callable[[BaseHTTPRequestHandler], None]


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Outside:
    outside = stand_in(monkeypatch)
    outside.names["news.dk"] = [[PUBLIC]]
    outside.names["other.dk"] = [[OTHER_PUBLIC]]
    return outside


@pytest.fixture
def serve(outside: Outside) -> Iterator[Callable[[str, Answer], None]]:
    """Puts a server behind a public number."""
    with ExitStack() as stack:
        yield lambda number, answer: outside.places.update({number: stack.enter_context(web_server(answer))})


Serve = Callable[[str, Answer], None]


@pytest.mark.parametrize("end", BAD_ENDS)
def test_a_redirect_into_the_house_is_not_followed(outside: Outside, serve: Serve, end: str) -> None:
    """F08."""
    location = end.encode("utf-8").decode("latin-1")
    serve(PUBLIC, lambda call: say(call, 302, location=location))
    with pytest.raises(EgressRefused):
        fetch("http://news.dk/", accept="text/html")
    assert outside.called == [(PUBLIC, 80)]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_every_kind_of_redirect_is_followed_by_hand(outside: Outside, serve: Serve, status: int) -> None:
    """F08."""
    there = "http://other.dk/there?x=å".encode().decode("latin-1")
    serve(PUBLIC, lambda call: say(call, status, b"moved", location=there))
    serve(OTHER_PUBLIC, lambda call: say(call, 200, call.path.encode()))
    fetched = fetch("http://news.dk/", accept="text/html")
    assert (fetched.url, fetched.body) == ("http://other.dk/there?x=%C3%A5", b"/there?x=%C3%A5")
    assert outside.called == [(PUBLIC, 80), (OTHER_PUBLIC, 80)]


@pytest.mark.parametrize(("location", "path"), [("/b", "/b"), ("b", "/a/b"), ("?c=d", "/a/?c=d"), ("//news.dk/e", "/e")])
def test_a_redirect_may_be_written_short(serve: Serve, location: str, path: str) -> None:
    def answer(call: BaseHTTPRequestHandler) -> None:
        is_start = call.path == "/a/"
        say(call, 302, location=location) if is_start else say(call, 200, call.path.encode())

    serve(PUBLIC, answer)
    assert fetch("http://news.dk/a/", accept="text/html").body == path.encode()


def test_three_redirects_are_followed_and_a_fourth_is_not(outside: Outside, serve: Serve) -> None:
    """F08."""

    def count_down(call: BaseHTTPRequestHandler) -> None:
        left = int(call.path.strip("/"))
        say(call, 302, location=f"/{left - 1}") if left else say(call, 200, b"here")

    serve(PUBLIC, count_down)
    assert fetch("http://news.dk/3", accept="text/html").body == b"here"
    outside.called.clear()
    with pytest.raises(EgressFailed, match="redirects"):
        fetch("http://news.dk/4", accept="text/html")
    assert len(outside.called) == 4


@pytest.mark.parametrize("page", [b'<meta http-equiv="refresh" content="0;url=http://127.0.0.1">', b"<script>go()</script>"])
def test_a_page_that_wants_to_send_us_on_is_only_read(outside: Outside, serve: Serve, page: bytes) -> None:
    """F08: neither the Refresh header nor a page moves this application."""
    serve(PUBLIC, lambda call: say(call, 200, page, refresh="0;url=http://127.0.0.1/"))
    assert fetch("http://news.dk/", accept="text/html").body == page
    assert outside.called == [(PUBLIC, 80)]


def test_an_encrypted_page_cannot_send_us_to_an_open_one() -> None:
    """F08: the step from https to http is refused before anything is called."""
    with pytest.raises(EgressRefused, match="downgrade"):
        _next(WebAddress("https", "news.dk", 443, "/"), "http://news.dk/")
    assert _next(WebAddress("http", "news.dk", 80, "/"), "https://news.dk/").scheme == "https"
    assert _next(WebAddress("https", "news.dk", 443, "/"), "/there").scheme == "https"


def test_a_redirect_without_a_place_is_an_answer(serve: Serve) -> None:
    serve(PUBLIC, lambda call: say(call, 302))
    assert fetch("http://news.dk/", accept="text/html").status == 302


def test_a_name_that_changes_its_answer_is_asked_once(outside: Outside, serve: Serve) -> None:
    """F09: the second answer would have led into the house."""
    outside.names["rebind.dk"] = [[PUBLIC], ["127.0.0.1"]]
    serve(PUBLIC, lambda call: say(call, 200, b"ok"))
    assert fetch("http://rebind.dk/", accept="text/html").body == b"ok"
    assert outside.asked == ["rebind.dk"]
    assert outside.called == [(PUBLIC, 80)]


def test_a_name_that_changes_its_answer_between_two_steps_is_refused(outside: Outside, serve: Serve) -> None:
    """F09: one question for each step, each answer judged."""
    outside.names["rebind.dk"] = [[PUBLIC], ["169.254.169.254"]]
    serve(PUBLIC, lambda call: say(call, 302, location="/again"))
    with pytest.raises(EgressRefused, match="address"):
        fetch("http://rebind.dk/", accept="text/html")
    assert outside.asked == ["rebind.dk", "rebind.dk"]
    assert outside.called == [(PUBLIC, 80)]


def test_a_place_within_the_house_is_called_when_the_configuration_names_it() -> None:
    """F22."""
    with web_server(lambda call: say(call, 200, b"feed", content_type="application/rss+xml")) as port:
        address, place = f"http://127.0.0.1:{port}/feed", f"127.0.0.1:{port}"
        fetched = fetch(address, accept="application/rss+xml", allowed=frozenset({place}))
        assert (fetched.status, fetched.body) == (200, b"feed")
        assert fetched.headers["content-type"] == "application/rss+xml"
        for near in (f"127.0.0.1:{port + 1}", "127.0.0.1", f"localhost:{port}", address):
            with pytest.raises(EgressRefused):
                fetch(address, accept="*/*", allowed=frozenset({near}))


@pytest.mark.parametrize("end", ["http://news.dk/", "http://127.0.0.1:1/", "http://localhost/", "//127.0.0.1/"])
def test_a_place_within_the_house_cannot_send_us_elsewhere(end: str) -> None:
    """F22: no redirect leads off it."""
    with web_server(lambda call: say(call, 302, location=end)) as port, pytest.raises(EgressRefused, match="redirect"):
        fetch(f"http://127.0.0.1:{port}/", accept="*/*", allowed=frozenset({f"127.0.0.1:{port}"}))


def test_a_place_within_the_house_may_redirect_to_itself() -> None:
    """F22."""

    def answer(call: BaseHTTPRequestHandler) -> None:
        say(call, 302, location="/b") if call.path == "/" else say(call, 200, b"b")

    with web_server(answer) as port:
        place = f"127.0.0.1:{port}"
        assert fetch(f"http://{place}/", accept="*/*", allowed=frozenset({place})).body == b"b"


def test_nobody_outside_can_send_us_to_a_place_of_our_own(outside: Outside, serve: Serve) -> None:
    """F22: the exception is for the address an administrator wrote, not for a stranger's redirect."""
    serve(PUBLIC, lambda call: say(call, 302, location="http://127.0.0.1:80/"))
    with pytest.raises(EgressRefused, match="address"):
        fetch("http://news.dk/", accept="*/*", allowed=frozenset({"127.0.0.1:80"}))
    assert outside.called == [(PUBLIC, 80)]
