"""What the way out refuses to call at all: numbers within the house, odd names, odd ports, odd writing."""

from __future__ import annotations

import ipaddress
from http.server import BaseHTTPRequestHandler

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacy.foundation.addresses import is_public_number, read_address
from advocacy.foundation.egress import EgressFailed, EgressRefused, fetch
from tests.foundation.outside import OTHER_PUBLIC, PUBLIC, Outside, say, stand_in, web_server

F01 = [
    "127.0.0.1",
    "127.8.8.8",
    "10.0.0.1",
    "10.255.255.255",
    "172.16.0.1",
    "172.31.255.254",
    "192.168.0.1",
    "192.168.1.254",
    "169.254.169.254",
    "169.254.0.1",
    "100.64.0.1",
    "100.127.255.254",
    "0.0.0.0",
    "0.1.2.3",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "192.88.99.1",
    "192.88.99.255",
    "198.18.0.1",
    "198.19.255.254",
    "192.0.2.1",
    "198.51.100.7",
    "203.0.113.9",
]
F02 = [
    "::1",
    "::",
    "fc00::1",
    "fd12:3456:789a::1",
    "fe80::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::127.0.0.1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "2001:0:4136:e378::1",
    "fec0::1",
    "3fff::1",
    "2001:db8::1",
    "ff02::1",
    "5f00::1",
    "100::1",
]
F03 = [
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0177.0.0.1",
    "127.1",
    "0",
    "127.0.0.1.",
    "１２７.0.0.1",
    "127。0。0。1",
    "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
    "①②⑦.0.0.1",
    "0x7F.0x0.0x0.0x1",
    "017700000001",
]
F04 = [
    "localhost",
    "LOCALHOST",
    "localhost.",
    "app.localhost",
    "intranet",
    "db",
    "postgres.internal",
    "printer.local",
    "nas.lan",
    "fileserver.corp",
    "router.home",
    "1.0.0.127.in-addr.arpa",
    "hidden.onion",
    "x.test",
]
F06 = [
    "http://news.dk:22/",
    "http://news.dk:25/",
    "http://news.dk:5432/",
    "http://news.dk:6379/",
    "http://news.dk:0/",
    "http://news.dk:65536/",
    "http://news.dk:99999/",
    "http://news.dk:80:80/",
    "http://news.dk:443/",
    "https://news.dk:80/",
    "http://news.dk:8080/",
    "http://news.dk:-80/",
    "http://news.dk:80a/",
    "http://news.dk:٨٠/",
]
F07 = [
    "file:///etc/passwd",
    "FILE:///etc/passwd",
    "ftp://news.dk/",
    "gopher://news.dk/",
    "dict://news.dk:11211/",
    "data:text/html,x",
    "jar:http://news.dk/!/",
    "unix:/var/run/docker.sock",
    "http+unix://%2Fvar%2Frun%2Fdocker.sock/",
    "javascript:alert(1)",
    "//news.dk/",
    "news.dk",
    "/etc/passwd",
    "",
    "http:",
    "http://",
    "http:///path",
    "https:news.dk",
    "https:/news.dk",
    "ws://news.dk/",
    "view-source:http://news.dk/",
    "http:\\\\news.dk\\",
]
F10 = [
    "http://a@127.0.0.1:80@b/",
    "http://anna@news.dk/",
    "http://anna:secret@news.dk/",
    "http://@news.dk/",
    "http://:@news.dk/",
    "http://b\\@127.0.0.1/",
    "http://127.0.0.1\\@news.dk/",
    "http://news.dk\\@127.0.0.1/",
    "http://news.dk#@127.0.0.1/",
    "http://127.0.0.1#@news.dk/",
    "http://news.dk?@127.0.0.1/",
    "http://127.0.0.1?@news.dk/",
    "http://news.dk/#@127.0.0.1/",
    "http://news.dk\t/",
    "http://ne\tws.dk/",
    "http://news.dk/\r\nHost: 127.0.0.1",
    "http://news.dk/a\r\nX: y",
    "http://news.dk/a\nb",
    "http://news.dk/\x00",
    "http://news\x00.dk/",
    "\thttp://news.dk/",
    " http://news.dk/",
    "http://news.dk/ ",
    "http://news.dk/a b",
    "http://news.dk%00/",
    "http://news.dk%2f@127.0.0.1/",
    "http://127.0.0.1%23.news.dk/",
    "http://[::1",
    "http://::1/",
    "http://[::1%25lo]/",
    "http://[fe80::1%25eth0]/",
    "http://[news.dk]/",
    "http://[v1.x]/",
    "http://[::ffff:127.0.0.1]x/",
    "http://news.dk:80@127.0.0.1/",
    "http://news.dk:@127.0.0.1/",
    "http://news.dk:80#@127.0.0.1/",
    "http://news..dk/",
    "http://.news.dk/",
    "http://-news.dk/",
    "http://news-.dk/",
    "http://news.dk../",
    "http://ne<ws.dk/",
    "http://ne>ws.dk/",
    'http://ne"ws.dk/',
    "http://ne|ws.dk/",
    "http://ne^ws.dk/",
    "http://ne`ws.dk/",
    "http://{news.dk}/",
    "http://news.dk\u2028/",
    "http://news.dk\u00a0/",
    "http://news.dk/\u202e",
    "http://news.dk/\u200b",
    "http://news\u200b.dk\\/",
    "http://news.dk/\x7f",
    "http://news.dk/\x85",
    "http://1.1.1.1&@2.2.2.2/#@3.3.3.3/",
    "http://1.1.1.1 &@2.2.2.2#@3.3.3.3/",
    "http:/\\news.dk",
    "http://news.dk\uff0f@127.0.0.1/",
    "http://news.dk／127.0.0.1/",
    "http://" + "a" * 64 + ".dk/",
    "http://" + "a." * 130 + "dk/",
    "http://news.dk/" + "a" * 2000,
]


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Outside:
    outside = stand_in(monkeypatch)
    outside.names["news.dk"] = [[PUBLIC]]
    return outside


def _refused(url: str) -> EgressRefused:
    with pytest.raises(EgressRefused) as refusal:
        fetch(url, accept="text/html", deadline_seconds=2)
    assert refusal.value.status == 422
    return refusal.value


@pytest.mark.parametrize("number", F01)
def test_a_number_within_the_house_is_not_called(outside: Outside, number: str) -> None:
    """F01."""
    assert _refused(f"http://{number}/").reason == "address"
    assert not is_public_number(ipaddress.ip_address(number))
    assert outside.called == []


@pytest.mark.parametrize("number", F02)
def test_a_long_number_within_the_house_is_not_called(outside: Outside, number: str) -> None:
    """F02."""
    assert _refused(f"http://[{number}]/").reason == "address"
    assert outside.called == []


@pytest.mark.parametrize("number", [*F01, *F02, "fe80::1%lo"])
def test_a_name_that_leads_into_the_house_is_not_called(outside: Outside, number: str) -> None:
    """F01, F02 and F04: it is the number that counts, never the name."""
    outside.names["looks-fine.dk"] = [[number]]
    assert _refused("https://looks-fine.dk/").reason == "address"
    assert outside.called == []


@pytest.mark.parametrize("host", F03)
def test_an_odd_writing_of_a_number_is_not_called(outside: Outside, host: str) -> None:
    """F03."""
    _refused(f"http://{host}/")
    assert outside.called == []


@pytest.mark.parametrize("host", F04)
def test_a_name_of_the_house_is_not_even_asked_for(outside: Outside, host: str) -> None:
    """F04."""
    outside.names[host.lower()] = [[PUBLIC]]
    _refused(f"http://{host}/")
    assert (outside.asked, outside.called) == ([], [])


def test_a_name_in_another_alphabet_is_judged_by_where_it_leads(outside: Outside) -> None:
    """F04: punycode is a writing like any other."""
    outside.names["xn--rdovre-bya.dk"] = [["127.0.0.1"]]
    assert _refused("http://rødovre.dk/").reason == "address"
    assert _refused("http://xn--rdovre-bya.dk/").reason == "address"


def test_the_application_does_not_call_itself(outside: Outside) -> None:
    """F04: no loops."""
    with pytest.raises(EgressRefused):
        fetch("http://news.dk/", accept="*/*", own_hosts=frozenset({"news.dk"}))
    assert (outside.asked, outside.called) == ([], [])


@pytest.mark.parametrize("numbers", [[PUBLIC, "10.0.0.1"], ["10.0.0.1", PUBLIC], [PUBLIC, OTHER_PUBLIC, "::1"]])
def test_one_bad_number_among_several_is_enough(outside: Outside, numbers: list[str]) -> None:
    """F05."""
    outside.names["several.dk"] = [numbers]
    assert _refused("http://several.dk/").reason == "address"
    assert outside.called == []


@pytest.mark.parametrize("url", F06)
def test_only_the_ports_of_the_web_are_called(outside: Outside, url: str) -> None:
    """F06."""
    assert _refused(url).reason in {"port", "form"}
    assert (outside.asked, outside.called) == ([], [])


@pytest.mark.parametrize("url", F07)
def test_only_the_web_is_called(outside: Outside, url: str) -> None:
    """F07."""
    assert _refused(url).reason == "form"
    assert (outside.asked, outside.called) == ([], [])


@pytest.mark.parametrize("url", F10)
def test_an_address_that_two_readers_could_read_differently_is_not_called(outside: Outside, url: str) -> None:
    """F10."""
    assert _refused(url).reason in {"form", "name"}
    assert (outside.asked, outside.called) == ([], [])


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("http://NEWS.dk", "/"),
        ("HTTP://news.dk/A?b=c&d=%20e#f", "/A?b=c&d=%20e"),
        ("http://news.dk?x=1", "/?x=1"),
        ("http://news.dk:80/å?æ=ø", "/%C3%A5?%C3%A6=%C3%B8"),
        ("http://news.dk/@anna/1", "/@anna/1"),
    ],
)
def test_a_plain_address_is_called_as_it_is_written(outside: Outside, url: str, target: str) -> None:
    """The control of F10: the door opens for what it should."""
    seen: list[tuple[str, str | None]] = []

    def answer(call: BaseHTTPRequestHandler) -> None:
        seen.append((call.path, call.headers["Host"]))
        say(call, 200, b"ok")

    with web_server(answer) as port:
        outside.places[PUBLIC] = port
        assert fetch(url, accept="text/html").body == b"ok"
    assert seen == [(target, "news.dk")]
    assert (outside.asked, outside.called) == (["news.dk"], [(PUBLIC, 80)])


def test_a_silent_number_does_not_keep_the_next_from_answering(outside: Outside) -> None:
    outside.names["two.dk"] = [["2606:4700::1", PUBLIC]]
    with web_server(lambda call: say(call, 200, b"ok")) as port:
        outside.places[PUBLIC] = port
        assert fetch("http://two.dk/", accept="*/*").body == b"ok"
    assert outside.called == [("2606:4700::1", 80), (PUBLIC, 80)]


def test_what_people_are_told_is_the_same_for_every_cause(outside: Outside) -> None:
    """F21: a closed port, a missing name and a wrong answer cannot be told apart."""
    outside.names["nowhere.dk"] = [[]]
    told = set()
    for url in ("http://news.dk/", "http://nowhere.dk/"):
        with pytest.raises(EgressFailed) as failure:
            fetch(url, accept="*/*", deadline_seconds=1)
        told.add((failure.value.status, failure.value.sentence))
    assert len(told) == 1


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_text_is_read_as_an_address_with_two_hosts(text: str) -> None:
    """F10: whatever stands in front, an address that is read at all has one plain host."""
    address = read_address("http://" + text)
    if address is not None:
        assert str(address).isascii()
        assert not set(address.host) & set("@\\%/?# ")
        assert read_address(str(address)) == address


def test_a_port_of_the_configuration_is_called_as_well(outside: Outside) -> None:
    """F06: 80 and 443, and what an administrator has named."""
    with web_server(lambda call: say(call, 200, b"ok")) as port:
        outside.places[PUBLIC] = port
        assert fetch("http://news.dk:8080/", accept="*/*", further_ports=frozenset({8080})).body == b"ok"
        with pytest.raises(EgressRefused, match="port"):
            fetch("http://news.dk:8081/", accept="*/*", further_ports=frozenset({8080}))
