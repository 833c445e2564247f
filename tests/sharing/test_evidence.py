"""How sure we are of a share, rung by rung, and which pasted addresses are taken for a post's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacy.links.agents import AgentKind
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.sharing.evidence import Rung, ShareFacts, Sighting, rung_of
from advocacy.sharing.post_addresses import clean_post_address, is_post_address

PRESSED_AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
LINKEDIN, FACEBOOK, X, BLUESKY, MASTODON, THREADS, INSTAGRAM, WHATSAPP, EMAIL, COPY, DEVICE = NetworkKind


def _seen(
    kind: AgentKind,
    network: NetworkKind | None = None,
    minutes: float = 1,
    came_from: NetworkKind | None = None,
) -> Sighting:
    return Sighting(kind, network, PRESSED_AT + timedelta(minutes=minutes), came_from)


def _rung(network: NetworkKind, *sightings: Sighting, **facts: bool) -> Rung:
    return rung_of(ShareFacts(network, PRESSED_AT, sightings=sightings, **facts))


def test_a_press_alone_is_the_lowest_rung() -> None:
    assert _rung(LINKEDIN) is Rung.PRESSED


@pytest.mark.parametrize(
    ("network", "reader", "minutes", "rung"),
    [
        (LINKEDIN, LINKEDIN, 0, Rung.READ), (LINKEDIN, LINKEDIN, 15, Rung.READ),
        (LINKEDIN, LINKEDIN, 15.1, Rung.PRESSED),
        (LINKEDIN, LINKEDIN, -1, Rung.PRESSED), (LINKEDIN, FACEBOOK, 1, Rung.PRESSED),
        (LINKEDIN, None, 1, Rung.PRESSED),
        (FACEBOOK, FACEBOOK, 1, Rung.READ), (THREADS, FACEBOOK, 1, Rung.READ),
        (FACEBOOK, THREADS, 1, Rung.PRESSED),
        (MASTODON, MASTODON, 1, Rung.READ), (BLUESKY, BLUESKY, 1, Rung.READ), (X, X, 1, Rung.READ),
    ],
)
def test_the_networks_own_machine_soon_after_is_the_next(
    network: NetworkKind, reader: NetworkKind | None, minutes: float, rung: Rung
) -> None:
    assert _rung(network, _seen(AgentKind.PREVIEW, reader, minutes)) is rung


def test_a_telephone_reading_for_whatsapp_counts_for_whatsapp_only() -> None:
    reading = _seen(AgentKind.DEVICE_PREVIEW, WHATSAPP)
    assert _rung(WHATSAPP, reading) is Rung.READ
    assert _rung(LINKEDIN, reading) is Rung.PRESSED


@pytest.mark.parametrize("network", [LINKEDIN, FACEBOOK, X, BLUESKY, THREADS])
def test_a_person_who_brings_the_networks_trace_is_a_visit(network: NetworkKind) -> None:
    other = X if network is LINKEDIN else LINKEDIN
    assert _rung(network, _seen(AgentKind.PERSON, came_from=network, minutes=90_000)) is Rung.VISITED
    assert _rung(network, _seen(AgentKind.PERSON, network)) is Rung.VISITED
    assert _rung(network, _seen(AgentKind.PERSON, came_from=other)) is Rung.PRESSED
    assert _rung(network, _seen(AgentKind.PERSON)) is Rung.PRESSED


@pytest.mark.parametrize("network", [MASTODON, WHATSAPP, EMAIL, COPY, DEVICE])
def test_any_person_is_a_visit_where_the_network_leaves_no_trace(network: NetworkKind) -> None:
    assert _rung(network, _seen(AgentKind.PERSON)) is Rung.VISITED
    assert _rung(network, _seen(AgentKind.PERSON, minutes=-1)) is Rung.PRESSED


@pytest.mark.parametrize("kind", [each for each in AgentKind if each is not AgentKind.PERSON])
@pytest.mark.parametrize("network", list(NetworkKind))
def test_nobody_but_a_person_visits(kind: AgentKind, network: NetworkKind) -> None:
    """R08 and R09."""
    assert _rung(network, _seen(kind, network, came_from=network)) < Rung.VISITED


def test_what_the_employee_says_stands_above_what_machines_saw() -> None:
    assert _rung(LINKEDIN, is_declared=True) is Rung.DECLARED
    assert _rung(LINKEDIN, has_post_address=True) is Rung.DECLARED
    visit = _seen(AgentKind.PERSON, came_from=LINKEDIN)
    assert _rung(LINKEDIN, visit, has_post_address=True) is Rung.DECLARED


def test_the_networks_own_word_is_the_highest() -> None:
    assert _rung(BLUESKY, is_confirmed_by_network=True) is Rung.CONFIRMED
    assert _rung(BLUESKY, is_confirmed_by_network=True, is_declared=True) is Rung.CONFIRMED


SOME_NETWORK = st.none() | st.sampled_from(NetworkKind)
SIGHTINGS = st.builds(_seen, st.sampled_from(AgentKind), SOME_NETWORK, st.floats(-60, 60), SOME_NETWORK)


@settings(deadline=None)
@given(st.sampled_from(NetworkKind), st.lists(SIGHTINGS, max_size=6), SIGHTINGS, st.booleans(), st.booleans())
def test_what_comes_later_never_lowers_a_share(
    network: NetworkKind, before: list[Sighting], later: Sighting, is_declared: bool, has_address: bool
) -> None:
    facts = {"is_declared": is_declared, "has_post_address": has_address}
    assert _rung(network, *before, later, **facts) >= _rung(network, *before, **facts)


POSTS = [
    (
        LINKEDIN,
        "https://www.linkedin.com/posts/anna-hansen_job-activity-7265432109876543210-AbCd?utm_source=x&rcm=A",
        "https://www.linkedin.com/posts/anna-hansen_job-activity-7265432109876543210-AbCd",
    ),
    (
        LINKEDIN,
        "https://www.linkedin.com/feed/update/urn:li:activity:7265432109876543210/",
        "https://www.linkedin.com/feed/update/urn:li:activity:7265432109876543210",
    ),
    (
        LINKEDIN,
        "https://dk.linkedin.com/feed/update/urn%3Ali%3Ashare%3A7265432109876543210",
        "https://www.linkedin.com/feed/update/urn:li:share:7265432109876543210",
    ),
    (
        LINKEDIN,
        "https://www.linkedin.com/posts/søren_på-arbejde-activity-1-x",
        "https://www.linkedin.com/posts/s%C3%B8ren_p%C3%A5-arbejde-activity-1-x",
    ),
    (LINKEDIN, "https://lnkd.in/p/dAbC1234", "https://lnkd.in/p/dAbC1234"),
    (
        FACEBOOK,
        "https://m.facebook.com/anna.hansen/posts/pfbid02AbC?mibextid=abc&__cft__[0]=x",
        "https://www.facebook.com/anna.hansen/posts/pfbid02AbC",
    ),
    (
        FACEBOOK,
        "https://www.facebook.com/permalink.php?id=100&story_fbid=pfbid0x&ref=share",
        "https://www.facebook.com/permalink.php?id=100&story_fbid=pfbid0x",
    ),
    (
        FACEBOOK,
        "https://www.facebook.com/permalink.php?story_fbid=pfbid0x&id=100",
        "https://www.facebook.com/permalink.php?id=100&story_fbid=pfbid0x",
    ),
    (FACEBOOK, "https://www.facebook.com/share/p/1AbCdEf/", "https://www.facebook.com/share/p/1AbCdEf"),
    (
        FACEBOOK,
        "https://www.facebook.com/groups/bredfjord/permalink/123456/",
        "https://www.facebook.com/groups/bredfjord/permalink/123456",
    ),
    (
        FACEBOOK,
        "https://www.facebook.com/groups/bredfjord/posts/123456/?id=9",
        "https://www.facebook.com/groups/bredfjord/posts/123456",
    ),
    (
        FACEBOOK,
        "https://www.facebook.com/photo/?fbid=123&set=a.1",
        "https://www.facebook.com/photo/?fbid=123",
    ),
    (FACEBOOK, "https://fb.watch/AbC123/", "https://fb.watch/AbC123"),
    (
        X,
        "https://twitter.com/annahansen/status/1860000000000000000?s=20&t=AbC",
        "https://x.com/annahansen/status/1860000000000000000",
    ),
    (
        X,
        "https://x.com/annahansen/status/1860000000000000000/photo/1",
        "https://x.com/annahansen/status/1860000000000000000",
    ),
    (X, "https://X.com/i/web/status/1860000000000000000#m", "https://x.com/i/web/status/1860000000000000000"),
    (
        BLUESKY,
        "https://bsky.app/profile/anna.bsky.social/post/3lbabcdefgh2x",
        "https://bsky.app/profile/anna.bsky.social/post/3lbabcdefgh2x",
    ),
    (
        BLUESKY,
        "https://bsky.app/profile/did:plc:abc123/post/3lbabcdefgh2x?ref_src=embed",
        "https://bsky.app/profile/did:plc:abc123/post/3lbabcdefgh2x",
    ),
    (
        MASTODON,
        "https://mastodon.dk/@anna/113500000000000000",
        "https://mastodon.dk/@anna/113500000000000000",
    ),
    (
        MASTODON,
        "https://social.bredfjord.dk/@anna@mastodon.dk/113500000000000000?x=1",
        "https://social.bredfjord.dk/@anna@mastodon.dk/113500000000000000",
    ),
    (
        MASTODON,
        "https://mastodon.dk/users/anna/statuses/113500000000000000",
        "https://mastodon.dk/users/anna/statuses/113500000000000000",
    ),
    (MASTODON, "https://gts.dk/@anna/statuses/01JABC", "https://gts.dk/@anna/statuses/01JABC"),
    (MASTODON, "https://misskey.dk/notes/9abcdef", "https://misskey.dk/notes/9abcdef"),
    (MASTODON, "https://snac.dk/anna/p/1732000000.123456", "https://snac.dk/anna/p/1732000000.123456"),
    (
        THREADS,
        "https://www.threads.net/@anna.hansen/post/DCabc_-1?xmt=AQ",
        "https://www.threads.com/@anna.hansen/post/DCabc_-1",
    ),
    (THREADS, "https://www.threads.com/t/DCabc", "https://www.threads.com/t/DCabc"),
]


@pytest.mark.parametrize(("network", "url", "kept"), POSTS)
def test_a_post_is_known_by_its_form_and_kept_in_one_writing(
    network: NetworkKind, url: str, kept: str
) -> None:
    """L02: tracking goes, and two writings of one post become one."""
    assert is_post_address(url, network)
    assert is_post_address(f"  {url}\n", network)
    assert clean_post_address(url) == kept
    assert clean_post_address(kept) == kept
    assert is_post_address(kept, network)


@pytest.mark.parametrize(("network", "url", "_kept"), POSTS)
def test_a_post_on_one_network_is_none_on_another(network: NetworkKind, url: str, _kept: str) -> None:
    known = (LINKEDIN, FACEBOOK, X, BLUESKY, THREADS)
    for other in known:
        assert is_post_address(url, other) is (other is network)
    assert not is_post_address(url, WHATSAPP)
    assert not is_post_address(url, EMAIL)


@pytest.mark.parametrize(("network", "url", "_kept"), POSTS)
def test_a_copied_text_may_have_ended_on_any_network(network: NetworkKind, url: str, _kept: str) -> None:
    assert is_post_address(url, COPY)
    assert is_post_address(url, DEVICE)


L03 = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)//x.com/a/status/1", "data:text/html,x",
    "http://x.com/anna/status/1", "//x.com/anna/status/1",
    "x.com/anna/status/1", "ftp://x.com/anna/status/1", "https://x.com:443/anna/status/1",
    "https://x.com:8443/anna/status/1",
    "https://anna@x.com/anna/status/1", "https://x.com:pw@evil.dk/anna/status/1",
    "https://x.com@evil.dk/anna/status/1", "https://x.com.evil.dk/anna/status/1",
    "https://evilx.com/anna/status/1", "https://evil.dk/x.com/anna/status/1", "https://x.com./anna/status/1",
    "https://x.com\\@evil.dk/anna/status/1",
    "https://x.com/anna", "https://x.com/", "https://x.com", "https://x.com/anna/status/",
    "https://x.com/anna/status/abc", "https://x.com/anna/status/1/evil",
    "https://x.com/anna/status/1\n/x", "https://x.com/anna /status/1", "https://x.com/anna/status/1\u202e",
    "https://x.com/<script>/status/1", "",
    "https://x.com/anna/status/1?" + "a" * 500, "https://127.0.0.1/anna/status/1",
    "https://localhost/anna/status/1",
]


@pytest.mark.parametrize("url", L03)
def test_an_address_of_another_form_is_no_post(url: str) -> None:
    """L03."""
    assert not is_post_address(url, X)


@pytest.mark.parametrize(
    ("network", "url"),
    [
        (LINKEDIN, "https://www.linkedin.com/in/anna-hansen/"),
        (LINKEDIN, "https://www.linkedin.com/company/bredfjord/"),
        (LINKEDIN, "https://www.linkedin.com/feed/"), (FACEBOOK, "https://www.facebook.com/anna.hansen"),
        (FACEBOOK, "https://www.facebook.com/profile.php?id=1"),
        (FACEBOOK, "https://www.facebook.com/permalink.php?id=1"),
        (BLUESKY, "https://bsky.app/profile/anna.bsky.social"),
        (MASTODON, "https://mastodon.dk/@anna"), (MASTODON, "https://mastodon.dk/@anna/followers"),
        (MASTODON, "https://mastodon.dk/"),
        (THREADS, "https://www.threads.com/@anna"), (COPY, "https://www.linkedin.com/in/anna-hansen/"),
    ],
)
def test_a_private_profile_is_no_post(network: NetworkKind, url: str) -> None:
    """L03."""
    assert not is_post_address(url, network)


@pytest.mark.parametrize(
    "host",
    [
        "localhost", "intranet", "127.0.0.1", "[::1]", "10.0.0.5", "2130706433", "0x7f.1", "printer.local",
        "db.internal", "nas.lan", "a..dk", "-a.dk",
    ],
)
def test_an_address_within_the_house_is_no_post(host: str) -> None:
    """L03: Mastodon may live on any host, but not on one of ours."""
    assert not is_post_address(f"https://{host}/@anna/113500000000000000", MASTODON)


def test_five_hundred_characters_are_enough() -> None:
    """L03."""
    start = "https://www.linkedin.com/posts/"
    assert is_post_address(start + "a" * (500 - len(start)), LINKEDIN)
    assert not is_post_address(start + "a" * (501 - len(start)), LINKEDIN)


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://www.bredfjord.dk/nyt?id=7&utm_source=x&fbclid=y#top", "https://www.bredfjord.dk/nyt?id=7"),
        ("  not an address ", "not an address"),
    ],
)
def test_what_is_no_post_loses_its_tracking_too(url: str, kept: str) -> None:
    assert clean_post_address(url) == kept


@settings(deadline=None)
@given(st.text(max_size=80), st.sampled_from(NetworkKind))
def test_any_text_is_judged(text: str, network: NetworkKind) -> None:
    for url in (text, f"https://{text}", f"https://x.com/{text}"):
        if is_post_address(url, network):
            kept = clean_post_address(url)
            assert kept.startswith("https://")
            assert kept.isascii()
        clean_post_address(url)
