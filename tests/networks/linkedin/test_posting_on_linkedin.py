"""LinkedIn: signing in, posting as its documentation asks, and saying honestly what it does not let us know."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qsl, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
import time_machine
from PIL import Image

from advocacy.config import WrongSettings, load_settings
from advocacy.foundation import clock, egress
from advocacy.foundation.egress import EgressFailed, Fetched
from advocacy.networks.accounts.account import Account, Card, Draft, NetworkRefused, Ours, Reactions
from advocacy.networks.accounts.known_as import ours_for
from advocacy.networks.accounts.linkedin import NETWORK
from advocacy.networks.accounts.linkedin.little_text import little_text
from advocacy.networks.accounts.listing import connectable
from advocacy.networks.catalogue.network import NetworkKind
from tests.networks.bluesky.scripted import Scripted, says
from tests.servers.linkedin import CLIENT_ID, CLIENT_SECRET, MEMBER, VERSION, LittleLinkedIn, linkedin, read_little_text

__all__ = ["linkedin"]

LINK = "https://del.example.dk/Ab3xY9"
SECRET = "a-secret-for-tests-" + "x" * 32
NAMED = {"linkedin_client_id": CLIENT_ID, "linkedin_client_secret": CLIENT_SECRET, "linkedin_version": VERSION}


@dataclass
class WayOut:
    """The real guarded way out, with the little LinkedIn allowed."""

    place: str
    calls: list[str] = field(default_factory=list)

    def __call__(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None, body: bytes = b"", limit_bytes: int = 500_000
    ) -> Fetched:
        self.calls.append(f"{method} {url}")
        return egress.call(method, url, headers=headers, body=body, limit_bytes=limit_bytes, allowed=frozenset({self.place}))


@pytest.fixture
def outside(linkedin: LittleLinkedIn) -> WayOut:
    return WayOut(linkedin.url.removeprefix("http://"))


@pytest.fixture
def ours(linkedin: LittleLinkedIn) -> Ours:
    settings = load_settings({}, mode="development", secret_key=SECRET, linkedin_url=linkedin.url, **NAMED)
    return ours_for(NetworkKind.LINKEDIN, settings)


@pytest.fixture
def account(linkedin: LittleLinkedIn) -> Account:
    secrets = {"access": linkedin.token()}
    return Account(
        "www.linkedin.com", f"urn:li:person:{MEMBER}", "Camilla Rønne", "w_member_social", secrets, clock.now() + timedelta(days=60)
    )


class _Stays(HTTPRedirectHandler):
    def redirect_request(self, *told: Any) -> None:
        return None


def answered(address: str, answer: str) -> dict[str, str]:
    """Presses a button on LinkedIn's page; what stands in the address on the way back."""
    try:
        build_opener(_Stays).open(Request(address, f"answer={answer}".encode(), method="POST"))
    except HTTPError as error:
        assert error.code == 302
        return dict(parse_qsl(urlsplit(error.headers["Location"]).query))
    raise AssertionError("no way back")


def draft(words: str = f"Vi åbner en ny børnehave 🎉 {LINK}", picture: bytes | None = None) -> Draft:
    return Draft(
        words, "da", Card(LINK, "Ny børnehave i Køge", "Halvtreds børn flytter ind.", picture, "image/jpeg", "Børn"), NETWORK.new_key()
    )


def picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (1200, 627), "teal").save(made, "JPEG")
    return made.getvalue()


def test_an_account_is_connected_for_sixty_days(linkedin: LittleLinkedIn, ours: Ours, outside: WayOut) -> None:
    departure = NETWORK.depart("", ours, outside)
    assert CLIENT_SECRET not in departure.address
    account = NETWORK.arrive(departure.facts, answered(departure.address, "allow"), ours, outside)
    assert (account.host, account.account, account.handle) == ("www.linkedin.com", f"urn:li:person:{MEMBER}", "Camilla Rønne")
    assert account.scope == "openid profile w_member_social"
    assert account.expires_at is not None
    assert timedelta(days=59) < account.expires_at - clock.now() <= timedelta(days=60)
    assert not NETWORK.needs_renewal(account, account.expires_at)
    assert set(account.secrets) == {"access"}
    NETWORK.post(account, draft(), ours, outside)
    NETWORK.end(account, ours, outside)
    with pytest.raises(NetworkRefused) as refused:
        NETWORK.post(account, draft("Efter at være gået"), ours, outside)
    assert refused.value.is_signed_out
    NETWORK.end(account, ours, outside)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda told: {**told, "state": "another"}, "state"),
        (lambda told: {"code": told["code"]}, "state"),
        (lambda told: {**told, "code": "AQT-made-up"}, "invalid_request"),
        (lambda told: {"state": told["state"]}, "code"),
        (lambda told: {"state": told["state"], "error": "unauthorized_scope_error"}, "unauthorized_scope_error"),
    ],
)
def test_what_does_not_belong_to_the_beginning_is_refused(
    change: Callable[[dict[str, str]], dict[str, str]], word: str, ours: Ours, outside: WayOut
) -> None:
    departure = NETWORK.depart("", ours, outside)
    with pytest.raises(NetworkRefused) as refused:
        NETWORK.arrive(departure.facts, change(answered(departure.address, "allow")), ours, outside)
    assert refused.value.word == word
    assert not refused.value.is_signed_out


def test_saying_no_connects_nothing(ours: Ours, outside: WayOut) -> None:
    departure = NETWORK.depart("", ours, outside)
    with pytest.raises(NetworkRefused) as refused:
        NETWORK.arrive(departure.facts, answered(departure.address, "cancel"), ours, outside)
    assert refused.value.word == "access_denied"


def test_a_code_serves_once(ours: Ours, outside: WayOut) -> None:
    departure = NETWORK.depart("", ours, outside)
    told = answered(departure.address, "allow")
    NETWORK.arrive(departure.facts, told, ours, outside)
    with pytest.raises(NetworkRefused):
        NETWORK.arrive(departure.facts, told, ours, outside)


@pytest.mark.parametrize("scope", ["openid,profile", "openid profile email", ""])
def test_too_few_rights_connect_nothing(scope: str, linkedin: LittleLinkedIn, ours: Ours, outside: WayOut) -> None:
    linkedin.scope = scope
    departure = NETWORK.depart("", ours, outside)
    with pytest.raises(NetworkRefused) as refused:
        NETWORK.arrive(departure.facts, answered(departure.address, "allow"), ours, outside)
    assert refused.value.word == "scope"


def test_a_wrong_secret_of_ours_is_no_fault_of_the_person(ours: Ours, outside: WayOut) -> None:
    departure = NETWORK.depart("", ours, outside)
    with pytest.raises(NetworkRefused) as refused:
        NETWORK.arrive(departure.facts, answered(departure.address, "allow"), replace(ours, client_secret="other"), outside)
    assert refused.value.word == "invalid_client"


def test_a_message_stands_as_an_article_with_its_picture(account: Account, linkedin: LittleLinkedIn, ours: Ours, outside: WayOut) -> None:
    words = f"Så er den (endelig) åben! #StoltKommune @Køge_Kommune [læs] 100 % * ~ {LINK}_x"
    posted = NETWORK.post(account, draft(words, picture()), ours, outside)
    assert posted.address == f"https://www.linkedin.com/feed/update/{posted.name}"
    assert linkedin.words_of(posted.name) == words
    article = linkedin.posts[posted.name]["content"]["article"]
    assert (article["source"], article["title"], article["description"]) == (LINK, "Ny børnehave i Køge", "Halvtreds børn flytter ind.")
    assert linkedin.pictures[article["thumbnail"]] == picture()


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("Hej (alle)", r"Hej \(alle\)"),
        ("#Køge og #1 og a#b", r"{hashtag|\#|Køge} og \#1 og a\#b"),
        ("{hashtag|#|x} @[Anna](urn:li:person:1)", r"\{hashtag\|\#\|x\} \@\[Anna\]\(urn:li:person:1\)"),
        ("a\\b_c ~ *fed* <b>", r"a\\b\_c \~ \*fed\* \<b\>"),
        ("🎉 æøå „ja“ – 100 %", "🎉 æøå „ja“ – 100 %"),
    ],
)
def test_words_are_written_so_that_they_are_read_as_they_were_typed(words: str, written: str) -> None:
    """Nobody can be mentioned, and nothing cut off, by what somebody types."""
    assert little_text(words) == written
    assert read_little_text(written) == words


def test_more_than_linkedin_takes_is_refused_before_it_is_sent(account: Account, ours: Ours, outside: WayOut) -> None:
    NETWORK.post(account, draft("(" * 3000), ours, outside)
    calls = len(outside.calls)
    with pytest.raises(NetworkRefused) as refused:
        NETWORK.post(account, draft("å" * 3001), ours, outside)
    assert refused.value.word == "length"
    assert len(outside.calls) == calls


def test_what_was_posted_already_is_not_posted_again(account: Account, linkedin: LittleLinkedIn, ours: Ours, outside: WayOut) -> None:
    NETWORK.post(account, draft(), ours, outside)
    with pytest.raises(NetworkRefused) as refused:
        NETWORK.post(account, draft(), ours, outside)
    assert (refused.value.word, refused.value.is_final) == ("DUPLICATE_POST", True)
    assert len(linkedin.posts) == 1


def test_an_unsure_message_stays_unsure(account: Account, linkedin: LittleLinkedIn, ours: Ours, outside: WayOut) -> None:
    """LinkedIn took it and hung up: we do not know, cannot find out, say so, and never send it again."""
    linkedin.hangs_up = True
    message = draft()
    with pytest.raises(EgressFailed):
        NETWORK.post(account, message, ours, outside)
    assert len(linkedin.posts) == 1
    with pytest.raises(NetworkRefused) as refused:
        NETWORK.find(account, message, ours, outside)
    assert (refused.value.word, refused.value.is_final) == ("cannot look", True)


@pytest.mark.parametrize("status", [500, 503])
def test_a_server_that_fails_leaves_it_unknown(
    status: int, account: Account, linkedin: LittleLinkedIn, ours: Ours, outside: WayOut
) -> None:
    linkedin.next_failure = status
    with pytest.raises(EgressFailed):
        NETWORK.post(account, draft(), ours, outside)


def test_a_failure_before_the_message_itself_may_be_tried_again(
    account: Account, linkedin: LittleLinkedIn, ours: Ours, outside: WayOut
) -> None:
    linkedin.next_failure = 500
    with pytest.raises(NetworkRefused) as refused:
        NETWORK.post(account, draft(picture=picture()), ours, outside)
    assert not refused.value.is_final
    assert not linkedin.posts


def test_the_days_limit_ends_at_midnight_in_utc(account: Account, linkedin: LittleLinkedIn, ours: Ours, outside: WayOut) -> None:
    linkedin.next_failure = 429
    with time_machine.travel(datetime(2026, 11, 22, 22, 59, tzinfo=UTC), tick=False), pytest.raises(NetworkRefused) as refused:
        NETWORK.post(account, draft(), ours, outside)
    assert (refused.value.is_final, refused.value.after_seconds) == (False, 3661)


def test_a_version_that_has_ended_is_said_to_those_who_run_this(account: Account, ours: Ours, outside: WayOut) -> None:
    with pytest.raises(NetworkRefused) as refused:
        NETWORK.post(account, draft(), replace(ours, version="202507"), outside)
    assert refused.value.word == "NONEXISTENT_VERSION"
    assert not refused.value.is_final
    assert not refused.value.is_signed_out


def test_a_right_that_was_taken_away_asks_to_connect_again(account: Account, linkedin: LittleLinkedIn, ours: Ours, outside: WayOut) -> None:
    linkedin.tokens.clear()
    with pytest.raises(NetworkRefused) as refused:
        NETWORK.post(account, draft(), ours, outside)
    assert refused.value.is_signed_out


def test_a_token_past_its_time_is_not_sent_at_all(account: Account, ours: Ours, outside: WayOut) -> None:
    with pytest.raises(NetworkRefused) as refused:
        NETWORK.post(replace(account, expires_at=clock.now()), draft(), ours, outside)
    assert refused.value.is_signed_out
    assert not outside.calls


def test_likes_and_comments_are_not_known(account: Account, ours: Ours, outside: WayOut) -> None:
    posted = NETWORK.post(account, draft(), ours, outside)
    calls = len(outside.calls)
    assert NETWORK.look(account, posted, ours, outside) == Reactions(None, None, None, frozenset())
    assert len(outside.calls) == calls


@pytest.mark.parametrize(
    "place",
    [
        "https://evil.example/x",
        "https://linkedin.com.evil.example/",
        "http://www.linkedin.com/x",
        "https://evil.example/.linkedin.com",
        "https://x@evil.example#.linkedin.com",
        "",
    ],
)
def test_the_token_goes_to_linkedin_only(place: str, account: Account) -> None:
    """An answer that names another place to bring the picture to gets neither the picture nor the token."""
    ours = Ours("https://a.example", "https://a.example/networks/back", CLIENT_ID, CLIENT_SECRET, version=VERSION)
    start = says({"value": {"uploadUrl": place, "image": "urn:li:image:C5610AQ"}})
    outside = Scripted({"https://api.linkedin.com/rest/images?action=initializeUpload": start})
    with pytest.raises(NetworkRefused):
        NETWORK.post(account, draft(picture=picture()), ours, outside)
    assert len(outside.calls) == 1


@pytest.mark.parametrize("name", ["", "urn:li:person:1", "urn:li:share:abc", "urn:li:share:1/../../x"])
def test_a_post_without_a_proper_name_is_unsure(name: str, account: Account) -> None:
    ours = Ours("https://a.example", "https://a.example/networks/back", CLIENT_ID, CLIENT_SECRET, version=VERSION)
    with pytest.raises(EgressFailed):
        NETWORK.post(account, draft(), ours, Scripted({"https://api.linkedin.com/rest/posts": says({}, 201, x_restli_id=name)}))


def test_it_is_off_until_the_settings_name_an_app() -> None:
    off = load_settings({}, mode="development", secret_key=SECRET)
    assert NetworkKind.LINKEDIN not in connectable(off)
    assert NetworkKind.LINKEDIN in connectable(replace(off, linkedin_client_id=CLIENT_ID))


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"linkedin_client_id": "x"}, "LINKEDIN_CLIENT_SECRET"),
        ({**NAMED, "linkedin_version": "202613"}, "LINKEDIN_VERSION"),
        ({**NAMED, "linkedin_url": "linkedin"}, "LINKEDIN_URL"),
        ({**NAMED, "linkedin_url": "https://test.example", "mode": "production", "public_url": "https://a.example"}, "LINKEDIN_URL"),
        ({"bluesky_appview": "public.api.bsky.app"}, "BLUESKY_APPVIEW"),
        ({"bluesky_directory": "https://plc.directory/"}, "BLUESKY_DIRECTORY"),
    ],
)
def test_wrong_settings_are_named_at_the_start(changes: dict[str, str], word: str) -> None:
    with pytest.raises(WrongSettings) as wrong:
        load_settings({}, **{"mode": "development", "secret_key": SECRET, **changes})
    assert word in str(wrong.value)


def test_no_secret_stands_in_what_is_written_of_an_account(account: Account, ours: Ours) -> None:
    """Whoever writes an account into a log or a traceback writes no key."""
    departure = NETWORK.depart("", ours, Scripted({}))
    written = f"{account!r} {ours!r} {replace(departure, address='', state='')!r}"
    assert account.secrets["access"] not in written
    assert CLIENT_SECRET not in written
    assert departure.state not in written
    assert json.dumps(dict(account.secrets)) not in written
