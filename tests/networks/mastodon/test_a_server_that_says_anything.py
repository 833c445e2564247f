"""Whatever a server answers, however wrong or mean, is either understood, refused or not known: nothing else ever comes of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advocacy.foundation.addresses import is_public_name
from advocacy.foundation.egress import EgressFailed, Fetched
from advocacy.networks.accounts.account import Account, Departure, NetworkRefused, Posted, Reactions
from advocacy.networks.accounts.mastodon import NETWORK
from advocacy.networks.catalogue.mastodon import server_name, server_url
from tests.networks.mastodon.stage import PICTURE, account_at, draft, ours_at

PLACE = "localhost:4000"
WORDS = st.sampled_from(
    [
        "id",
        "url",
        "uri",
        "issuer",
        "token_endpoint",
        "authorization_endpoint",
        "access_token",
        "scope",
        "username",
        "content",
        "descendants",
        "account",
        "favourites_count",
        "replies_count",
        "reblogs_count",
        "in_reply_to_id",
        "error",
        "client_id",
        "client_secret",
        "expires_in",
        "scopes_supported",
        "code_challenge_methods_supported",
    ]
)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(max_size=30),
    st.sampled_from(
        [f"http://{PLACE}/@medarbejder/1", f"http://{PLACE}/", "javascript:alert(1)", "http://[::1", "a\r\nb", "x" * 3000, "7", "profile"]
    ),
)
JSON = st.recursive(VALUES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=8), max_leaves=20)
BODIES = st.one_of(JSON.map(lambda told: json.dumps(told).encode()), st.binary(max_size=40), st.just(b"[" * 20_000))
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "retry-after": st.text(max_size=12),
        "x-ratelimit-reset": st.text(max_size=30),
        "x-ratelimit-remaining": st.sampled_from(["0", "1", "x"]),
        "link": st.sampled_from(["<", '<http://localhost:4000/x>; rel="next"', '<https://evil.example/>; rel="next"', ",,;;"]),
    },
)
STATUSES = st.sampled_from([200, 200, 200, 201, 202, 206, 204, 301, 400, 401, 403, 404, 410, 422, 429, 500, 503, 999])
ANSWERS = st.lists(st.tuples(STATUSES, HEADERS, BODIES), min_size=1, max_size=6)
QUICK = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


class Anything:
    """A way out behind which something answers; what it was asked is remembered."""

    def __init__(self, answers: list[tuple[int, Mapping[str, str], bytes]]) -> None:
        self.answers, self.asked = answers, []  # type: ignore[var-annotated]

    def __call__(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None, body: bytes = b"", limit_bytes: int = 0
    ) -> Fetched:
        self.asked.append((url, dict(headers or {})))
        assert len(self.asked) < 40, "it asks for ever"
        status, told, answer = self.answers[(len(self.asked) - 1) % len(self.answers)]
        return Fetched(status, url, told, answer)


@pytest.fixture(autouse=True)
def without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advocacy.networks.accounts.mastodon.posting._SECONDS_BETWEEN", 0)


def outcome(do: Any, answers: Any, kinds: tuple[type, ...]) -> Anything:
    outside = Anything(answers)
    try:
        result = do(outside)
    except NetworkRefused as refused:
        assert str(refused.sentence)
        assert 0 <= refused.after_seconds <= 3600
    except EgressFailed:
        pass
    else:
        assert isinstance(result, kinds), result
    assert all(url.startswith(f"http://{PLACE}/") for url, _headers in outside.asked), "it was led to another house"
    return outside


@QUICK
@given(ANSWERS)
def test_setting_out(answers: Any) -> None:
    outcome(lambda outside: NETWORK.depart(PLACE, ours_at(PLACE), outside), answers, (Departure,))


@QUICK
@given(
    ANSWERS,
    st.dictionaries(
        st.sampled_from(["state", "code", "iss", "error"]), st.sampled_from(["s", "", "æ", "access_denied", f"http://{PLACE}"])
    ),
)
def test_coming_back(answers: Any, told: dict[str, str]) -> None:
    facts = {
        "state": "s",
        "verifier": "v",
        "host": PLACE,
        "issuer": f"http://{PLACE}",
        "names_issuer": False,
        "token": f"http://{PLACE}/oauth/token",
        "revoke": f"http://{PLACE}/oauth/revoke",
        "scope": "profile write:statuses",
        "client_id": "c",
        "client_secret": "s",
    }
    outside = outcome(lambda way: NETWORK.arrive(facts, told, ours_at(PLACE), way), answers, (Account,))
    assert not outside.asked or told.get("state") == "s"
    assert all("\n" not in value and value.isascii() for _url, headers in outside.asked for value in headers.values())


@QUICK
@given(ANSWERS, st.booleans())
def test_posting(answers: Any, has_picture: bool) -> None:
    made = draft("k", picture=PICTURE if has_picture else None)
    outcome(lambda outside: NETWORK.post(account_at(PLACE, "t", "1"), made, ours_at(PLACE), outside), answers, (Posted,))


@QUICK
@given(ANSWERS)
def test_finding(answers: Any) -> None:
    outcome(
        lambda outside: NETWORK.find(account_at(PLACE, "t", "1/../2"), draft("k"), ours_at(PLACE), outside), answers, (Posted, type(None))
    )


@QUICK
@given(ANSWERS, st.text(max_size=20))
def test_looking(answers: Any, name: str) -> None:
    posted = Posted(name, f"http://{PLACE}/1")
    outcome(lambda outside: NETWORK.look(account_at(PLACE, "t", "1"), posted, ours_at(PLACE), outside), answers, (Reactions, type(None)))


@QUICK
@given(ANSWERS)
def test_ending(answers: Any) -> None:
    outcome(lambda outside: NETWORK.end(account_at(PLACE, "t", "1"), ours_at(PLACE), outside), answers, (type(None),))


@QUICK
@given(st.text(max_size=40) | st.from_regex(r"(https?://)?(@?[a-zæ]{1,5}@)?[a-z0-9.:\[\]-]{1,20}(/.*)?", fullmatch=True))
def test_what_is_typed_is_a_public_name_or_a_place_of_the_configuration(typed: str) -> None:
    """Attack rows F03, F04 and F10."""
    host = server_name(typed, frozenset({PLACE}))
    assert host is None or host == PLACE or is_public_name(host)
    if host is not None:
        assert server_url(host, frozenset({PLACE})) == (f"http://{PLACE}" if host == PLACE else f"https://{host}")
    assert server_name(typed) != PLACE


def test_only_this_very_machine_is_spoken_with_in_the_open() -> None:
    allowed = frozenset({"intranet.by.dk:443", "10.0.0.7:8080", "127.0.0.1:4000"})
    assert server_url("intranet.by.dk:443", allowed) == "https://intranet.by.dk:443"
    assert server_url("10.0.0.7:8080", allowed) == "https://10.0.0.7:8080"
    assert server_url("127.0.0.1:4000", allowed) == "http://127.0.0.1:4000"
