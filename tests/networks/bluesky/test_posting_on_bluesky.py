"""Posting on Bluesky, finding what was posted when the answer was lost, and what becomes of it: all on its own servers."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from PIL import Image
from playwright.sync_api import Browser

from advocacy.foundation.egress import EgressFailed, Fetched
from advocacy.networks.accounts.account import Account, NetworkRefused, Ours, Posted, Reactions
from advocacy.networks.accounts.bluesky import NETWORK
from advocacy.networks.accounts.dpop import Prover, new_key
from tests.networks.bluesky.stage import LINK, WayOut, connect, draft
from tests.servers.atproto import LittleBluesky, Resident

FAMILY = "👩‍👩‍👧‍👦"


def picture(size: tuple[int, int] = (1200, 630)) -> bytes:
    """A picture that cannot be packed small, as a photograph cannot."""
    made = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(made, "JPEG", quality=88)
    return made.getvalue()


def eventually(look: Callable[[], Reactions | None], is_right: Callable[[Reactions], bool]) -> Reactions:
    """The public view hears of things a moment later."""
    until = time.monotonic() + 20
    seen = None
    while time.monotonic() < until:
        seen = look()
        if seen is not None and is_right(seen):
            return seen
        time.sleep(0.2)
    raise AssertionError(f"seen in the end: {seen}")


def test_a_message_stands_with_its_words_links_language_and_card(
    account: Account, ours: Ours, outside: WayOut, bluesky_servers: LittleBluesky
) -> None:
    words = f"Så er børnehaven åben! {FAMILY}🇩🇰\n#StoltKommune {LINK}"
    message = draft(words, picture=picture())
    assert NETWORK.find(account, message, ours, outside) is None
    posted = NETWORK.post(account, message, ours, outside)
    assert posted.name == f"at://{account.account}/app.bsky.feed.post/{message.key}"
    assert posted.address == f"https://bsky.app/profile/{account.account}/post/{message.key}"
    record = bluesky_servers.record(posted.name)["value"]
    assert record["text"] == words
    assert record["langs"] == ["da"]
    cut = [words.encode()[each["index"]["byteStart"] : each["index"]["byteEnd"]].decode() for each in record["facets"]]
    assert cut == [LINK, "#StoltKommune"]
    card = record["embed"]["external"]
    assert (card["uri"], card["title"]) == (LINK, "Ny børnehave i Køge")
    assert card["thumb"]["mimeType"] == "image/jpeg"
    assert card["thumb"]["size"] == len(message.card.picture or b"")


def test_a_large_picture_is_sent_once(account: Account, ours: Ours, outside: WayOut) -> None:
    """The server's number is learnt with a small question, so that a megabyte is not sent to a host that hangs up."""
    NETWORK.post(account, draft(picture=picture((1300, 680))), ours, outside)
    assert len(outside.asked("uploadBlob")) == 1


def test_a_picture_that_was_not_granted_stays_at_home(account: Account, ours: Ours, outside: WayOut, bluesky_servers: LittleBluesky) -> None:
    narrow = replace(account, scope="atproto repo:app.bsky.feed.post?action=create")
    posted = NETWORK.post(narrow, draft(picture=picture()), ours, outside)
    assert "thumb" not in bluesky_servers.record(posted.name)["value"]["embed"]["external"]
    assert not outside.asked("uploadBlob")


@pytest.mark.parametrize("words", ["🎉" * 300, "å" * 300, FAMILY * 100])
def test_three_hundred_signs_are_taken(words: str, account: Account, ours: Ours, outside: WayOut) -> None:
    assert NETWORK.post(account, draft(words), ours, outside)


@pytest.mark.parametrize("words", ["🎉" * 301, "å" * 301, FAMILY * 121])
def test_more_than_bluesky_takes_is_refused_before_it_is_sent(words: str, account: Account, ours: Ours, outside: WayOut) -> None:
    with pytest.raises(NetworkRefused) as refused:
        NETWORK.post(account, draft(words), ours, outside)
    assert refused.value.word == "length"
    assert not outside.calls


def test_the_same_key_again_is_the_same_message(account: Account, ours: Ours, outside: WayOut, bluesky_servers: LittleBluesky) -> None:
    message = draft("Én gang og ikke to")
    first = NETWORK.post(account, message, ours, outside)
    before = bluesky_servers.record(first.name)
    assert NETWORK.post(account, draft("Andre ord, samme nøgle", key=message.key), ours, outside) == first
    assert bluesky_servers.record(first.name) == before


def test_a_message_whose_answer_was_lost_is_found_and_not_posted_again(
    account: Account, ours: Ours, outside: WayOut, bluesky_servers: LittleBluesky
) -> None:
    """The connection is cut when the server has stored it, and before we hear so."""
    message = draft("Stod den der, eller stod den der ikke?")

    def cut(method: str, url: str, forward: Callable[[], Fetched]) -> Fetched:
        answer = forward()
        if url.endswith("createRecord") and answer.status == 200:
            raise EgressFailed("connection")
        return answer

    outside.tamper = cut
    with pytest.raises(EgressFailed):
        NETWORK.post(account, message, ours, outside)
    outside.tamper = None
    found = NETWORK.find(account, message, ours, outside)
    assert found is not None
    assert bluesky_servers.record(found.name)["value"]["text"] == message.words
    assert NETWORK.post(account, message, ours, outside) == found


def test_a_server_that_fails_leaves_it_unknown(account: Account, ours: Ours, outside: WayOut) -> None:
    def fail(method: str, url: str, forward: Callable[[], Fetched]) -> Fetched:
        return Fetched(502, url, {}, b"") if url.endswith("createRecord") else forward()

    outside.tamper = fail
    with pytest.raises(EgressFailed):
        NETWORK.post(account, draft(), ours, outside)


def test_a_busy_server_says_when_to_come_back(account: Account, ours: Ours, outside: WayOut) -> None:
    def busy(method: str, url: str, forward: Callable[[], Fetched]) -> Fetched:
        told = {"ratelimit-reset": str(int(time.time()) + 1800)}
        return Fetched(429, url, told, b'{"error":"RateLimitExceeded"}') if url.endswith("createRecord") else forward()

    outside.tamper = busy
    with pytest.raises(NetworkRefused) as refused:
        NETWORK.post(account, draft(), ours, outside)
    assert not refused.value.is_final
    assert 1700 < refused.value.after_seconds <= 1800


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("com.atproto.repo.createRecord", {"collection": "app.bsky.feed.like", "record": {"$type": "app.bsky.feed.like"}}),
        ("com.atproto.repo.createRecord", {"collection": "app.bsky.graph.follow", "record": {"$type": "app.bsky.graph.follow"}}),
        ("com.atproto.repo.deleteRecord", {"collection": "app.bsky.feed.post", "rkey": "3n2vef2bghmgz"}),
        ("com.atproto.repo.putRecord", {"collection": "app.bsky.feed.post", "rkey": "3n2vef2bghmgz", "record": {"text": "x"}}),
        ("com.atproto.server.createAppPassword", {"name": "x"}),
    ],
)
def test_what_we_did_not_ask_for_we_cannot_do(name: str, asked: dict[str, object], account: Account, outside: WayOut) -> None:
    """The least rights, shown on the real server: no likes, no follows, nothing changed or deleted, no keys made."""
    body = json.dumps({"repo": account.account, **asked}).encode()
    url = f"{account.secrets['server']}/xrpc/{name}"
    headers = {"Content-Type": "application/json"}
    answer = Prover(account.secrets["key"], outside).call("POST", url, token=account.secrets["access"], headers=headers, body=lambda: body)
    assert answer.status in (400, 401, 403)
    told = json.loads(answer.body)
    assert told["error"] in ("ScopeMissingError", "Forbidden"), told


def test_a_stolen_token_is_worth_nothing_without_its_key(account: Account, outside: WayOut) -> None:
    url = f"{account.secrets['server']}/xrpc/com.atproto.server.getSession"
    token = account.secrets["access"]
    assert outside("GET", url, headers={"Authorization": f"DPoP {token}"}).status == 401
    assert outside("GET", url, headers={"Authorization": f"Bearer {token}"}).status == 400
    assert Prover(new_key(), outside).call("GET", url, token=token).status == 401
    assert Prover(account.secrets["key"], outside).call("GET", url, token=token).status == 200


@pytest.fixture
def posted(account: Account, ours: Ours, outside: WayOut) -> Posted:
    return NETWORK.post(account, draft(), ours, outside)


def test_likes_and_replies_are_counted_and_a_leader_is_recognised(
    account: Account, ours: Ours, outside: WayOut, bluesky_servers: LittleBluesky, posted: Posted
) -> None:
    leader: Resident = bluesky_servers.resident("henrik")
    eventually(lambda: NETWORK.look(account, posted, ours, outside), lambda seen: seen.likes == 0)
    cid = bluesky_servers.record(posted.name)["cid"]
    leader.like(posted.name, cid)
    leader.reply(posted.name, cid, "Godt gået!")
    seen = eventually(lambda: NETWORK.look(account, posted, ours, outside), lambda seen: seen.likes == 1 and seen.replies == 1)
    assert seen.reposts == 0
    assert seen.liked_by == {leader.did}


def test_nobody_is_asked_with_our_keys_how_a_message_fares(account: Account, ours: Ours, outside: WayOut, posted: Posted) -> None:
    outside.calls.clear()
    NETWORK.look(account, posted, ours, outside)
    assert outside.calls
    assert not any("Authorization" in each[2] or "DPoP" in each[2] for each in outside.calls)


def test_without_a_public_view_it_is_known_that_it_stands_and_no_more(
    account: Account, ours: Ours, outside: WayOut, posted: Posted
) -> None:
    silent = replace(ours, appview="")
    assert NETWORK.look(account, posted, silent, outside) == Reactions()
    away = replace(ours, appview="http://localhost:9")
    assert NETWORK.look(account, posted, away, outside) == Reactions()


def test_a_message_that_was_deleted_is_gone(account: Account, camilla: Resident, ours: Ours, outside: WayOut, posted: Posted) -> None:
    camilla.do("com.atproto.repo.deleteRecord", collection="app.bsky.feed.post", rkey=posted.name.rsplit("/", 1)[1])
    assert NETWORK.look(account, posted, ours, outside) is None
    assert NETWORK.find(account, draft(key=posted.name.rsplit("/", 1)[1]), ours, outside) is None


def test_a_message_of_an_account_that_was_closed_is_gone(
    browser: Browser, bluesky_servers: LittleBluesky, ours: Ours, outside: WayOut
) -> None:
    karin = bluesky_servers.resident("karin")
    account, _departure, _told = connect(browser, karin, ours, outside)
    posted = NETWORK.post(account, draft(), ours, outside)
    assert NETWORK.look(account, posted, ours, outside) is not None
    karin.do("com.atproto.server.deactivateAccount")
    assert NETWORK.look(account, posted, ours, outside) is None
    with pytest.raises(NetworkRefused):
        NETWORK.post(account, draft(), ours, outside)
