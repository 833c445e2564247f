"""The address that a share button opens is the one each network documents, every character safe in it."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacy.networks.catalogue.listing import all_networks, network
from advocacy.networks.catalogue.mastodon import server_name
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.networks.catalogue.written_addresses import has_link, with_link

LINK = "https://del.by.dk/Ab3xY9"
ENCODED = "https%3A%2F%2Fdel.by.dk%2FAb3xY9"
TEXT = 'Vi søger "A&B"\n#job 100 % + 🎉'
ENCODED_TEXT = "Vi%20s%C3%B8ger%20%22A%26B%22%0A%23job%20100%20%25%20%2B%20%F0%9F%8E%89"

ADDRESSES = {
    "linkedin": f"https://www.linkedin.com/sharing/share-offsite/?url={ENCODED}",
    "facebook": f"https://www.facebook.com/sharer/sharer.php?u={ENCODED}",
    "x": f"https://x.com/intent/tweet?text={ENCODED_TEXT}&url={ENCODED}",
    "bluesky": f"https://bsky.app/intent/compose?text={ENCODED_TEXT}%0A%0A{ENCODED}",
    "mastodon": f"https://share.joinmastodon.org/#text={ENCODED_TEXT}%0A%0A{ENCODED}",
    "threads": f"https://www.threads.com/intent/post?text={ENCODED_TEXT}&url={ENCODED}",
    "whatsapp": f"https://wa.me/?text={ENCODED_TEXT}%0A%0A{ENCODED}",
    "email": (f"mailto:?subject=Ny%20kollega&body={ENCODED_TEXT.replace('%0A', '%0D%0A')}%0D%0A%0D%0A{ENCODED}"),
    "instagram": None,
    "copy": None,
    "device": None,
}


@pytest.mark.parametrize("kind", NetworkKind)
def test_a_share_opens_the_documented_address(kind: NetworkKind) -> None:
    assert network(kind).share_address(TEXT, LINK, "Ny kollega") == ADDRESSES[kind]


def test_networks_stand_in_their_order_with_their_names() -> None:
    assert [each.kind for each in all_networks()] == list(NetworkKind)
    assert [each.label for each in all_networks()][:8] == [
        "LinkedIn", "Facebook", "X", "Bluesky", "Mastodon", "Threads", "Instagram", "WhatsApp"]
    assert {each.kind for each in all_networks() if not each.prefills_text} == {"linkedin", "facebook", "instagram"}
    assert {each.kind for each in all_networks() if not each.opens_tab} == {"instagram", "email", "copy", "device"}


def test_linkedin_carries_the_text_only_where_the_setting_says_so() -> None:
    with_text = network("linkedin", linkedin_text=True)
    assert with_text.prefills_text
    start = "https://www.linkedin.com/feed/?shareActive=true&text="
    assert with_text.share_address("Hej", LINK) == f"{start}Hej%0A%0A{ENCODED}"
    assert [each.kind for each in all_networks(linkedin_text=True)] == list(NetworkKind)
    assert not network("linkedin").prefills_text


def test_a_word_that_is_no_network_is_refused() -> None:
    with pytest.raises(ValueError, match="myspace"):
        network("myspace")


@pytest.mark.parametrize(
    ("typed", "start"),
    [
        ("mastodon.dk", "https://mastodon.dk/share?text="),
        ("https://Mastodon.DK/home", "https://mastodon.dk/share?text="),
        ("@anna@social.bredfjord.dk", "https://social.bredfjord.dk/share?text="),
        (" helvede.net ", "https://helvede.net/share?text="),
        ("rødgrød.dk", "https://xn--rdgrd-vuad.dk/share?text="),
        ("", "https://share.joinmastodon.org/#text="),
        ("localhost", "https://share.joinmastodon.org/#text="),
        ("127.0.0.1", "https://share.joinmastodon.org/#text="),
        ("mastodon.dk:8080", "https://share.joinmastodon.org/#text="),
        ("evil.dk?x=", "https://share.joinmastodon.org/#text="),
        ("evil.dk#", "https://share.joinmastodon.org/#text="),
        ("evil.dk\\@mastodon.dk", "https://mastodon.dk/share?text="),
        ("javascript:alert(1)", "https://share.joinmastodon.org/#text="),
        ("a b.dk", "https://share.joinmastodon.org/#text="),
        ("x" * 300 + ".dk", "https://share.joinmastodon.org/#text="),
    ],
)
def test_mastodon_opens_on_the_persons_own_server(typed: str, start: str) -> None:
    assert network("mastodon").share_address("Hej", LINK, server=typed) == f"{start}Hej%0A%0A{ENCODED}"


def test_a_server_is_found_in_what_was_typed() -> None:
    assert server_name("@anna@mastodon.dk") == "mastodon.dk"
    assert server_name("printer.local") is None


@pytest.mark.parametrize(
    ("text", "is_there"),
    [
        (f"Se {LINK}", True),
        (f"Se {LINK}.", True),
        (f"Har du set {LINK}?", True),
        (f"({LINK})", True),
        (f"“{LINK}”", True),
        (f"{LINK} nu", True),
        (f"{LINK}\nnu", True),
        (f"Se {LINK}z", False),
        (f"Se {LINK}/andet", False),
        (f"Se {LINK}?a=b", False),
        ("", False),
        ("Se https://del.by.dk/", False),
    ],
)
def test_a_link_in_the_text_is_known_and_a_longer_one_is_another(text: str, is_there: bool) -> None:
    assert has_link(text, LINK) is is_there
    assert with_link(text, LINK).count(LINK) == (1 if is_there or not text.startswith(f"Se {LINK}") else 2)


@pytest.mark.parametrize("kind", ["x", "bluesky", "mastodon", "threads", "whatsapp", "email"])
def test_the_link_is_carried_exactly_once(kind: str) -> None:
    for text in (f"Se {LINK} nu", "Se her", "", f"  {LINK}."):
        address = network(kind).share_address(text, LINK, "T")
        assert address is not None
        assert unquote(address).count(LINK) == 1


def test_an_empty_text_carries_the_link_alone() -> None:
    assert network("x").share_address("", LINK) == f"https://x.com/intent/tweet?url={ENCODED}"
    assert network("bluesky").share_address(" \n", LINK) == f"https://bsky.app/intent/compose?text={ENCODED}"


@settings(deadline=None)
@given(st.text(max_size=120), st.text(max_size=40))
def test_no_text_can_add_anything_to_an_address(text: str, title: str) -> None:
    """R01: what people write stays inside its own value, whatever it is."""
    for each in all_networks():
        address = each.share_address(text, LINK, title)
        if address is None:
            continue
        parts = urlsplit(address)
        assert address.isascii()
        assert " " not in address
        assert (parts.scheme, parts.netloc) == urlsplit(str(ADDRESSES[each.kind]))[:2]
        names = set(parse_qs(parts.query or parts.fragment, keep_blank_values=True))
        assert names <= {"url", "u", "text", "subject", "body"}
