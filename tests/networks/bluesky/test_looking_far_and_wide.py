"""Looking how a message fares when its author has moved, when a server stumbles, when many like it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from advocacy.foundation.egress import EgressFailed
from advocacy.networks.accounts.account import Account, NetworkRefused, Ours, Posted, Reactions
from advocacy.networks.accounts.bluesky import NETWORK
from advocacy.networks.accounts.dpop import new_key
from tests.networks.bluesky.scripted import Scripted, says
from tests.networks.bluesky.stage import draft

DID = "did:plc:ewvi7nxzyoun6zhxrhs64oiz"
KEY = "3n2vef2bghmgz"
URI = f"at://{DID}/app.bsky.feed.post/{KEY}"
OURS = Ours("https://a.example", "https://a.example/networks/back", directory="https://plc.example", appview="https://view.example")
OLD, NEW = "https://old.example", "https://new.example"
SECRETS = {"server": OLD, "access": "t", "key": new_key()}
ACCOUNT = Account("old.example", DID, "camilla.dk", "atproto", SECRETS)
POSTED = Posted(URI, f"https://bsky.app/profile/{DID}/post/{KEY}")
ASKED = f"repo={DID.replace(':', '%3A')}&collection=app.bsky.feed.post&rkey={KEY}"
QUOTED = quote(URI, safe="")
COUNTS = f"https://view.example/xrpc/app.bsky.feed.getPosts?uris={QUOTED}"
LIKES = f"https://view.example/xrpc/app.bsky.feed.getLikes?uri={QUOTED}&limit=100"


def record(server: str) -> str:
    return f"{server}/xrpc/com.atproto.repo.getRecord?{ASKED}"


def document(server: str) -> dict[str, Any]:
    return {"id": DID, "service": [{"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": server}]}


STATUS = f"{OLD}/xrpc/com.atproto.sync.getRepoStatus?did={DID.replace(':', '%3A')}"
OPEN = says({"did": DID, "active": True})
GONE = says({"error": "RepoDeactivated"}, 400)
STANDS = says({"uri": URI})


def test_a_message_whose_author_has_moved_is_found_at_the_new_home() -> None:
    answers = {record(OLD): GONE, f"https://plc.example/{DID}": says(document(NEW)), record(NEW): STANDS, STATUS: says({}, 400)}
    assert NETWORK.look(ACCOUNT, POSTED, OURS, Scripted(answers)) == Reactions()


def test_a_message_that_stands_at_neither_home_is_gone() -> None:
    answers = {record(OLD): GONE, f"https://plc.example/{DID}": says(document(NEW)), record(NEW): says({"error": "RecordNotFound"}, 400)}
    assert NETWORK.look(ACCOUNT, POSTED, OURS, Scripted(answers)) is None
    assert NETWORK.look(ACCOUNT, POSTED, OURS, Scripted({**answers, f"https://plc.example/{DID}": says(document(OLD))})) is None


@pytest.mark.parametrize("answer", [says({}, 502), says({"error": "InvalidRequest"}, 400), says({}, 429)])
def test_a_server_that_stumbles_is_not_taken_for_a_message_that_is_gone(answer: Any) -> None:
    with pytest.raises(NetworkRefused) as refused:
        NETWORK.look(ACCOUNT, POSTED, OURS, Scripted({record(OLD): answer}))
    assert not refused.value.is_final
    with pytest.raises(EgressFailed):
        NETWORK.look(ACCOUNT, POSTED, OURS, Scripted({}))


def test_many_likes_are_read_page_by_page() -> None:
    pages = {
        LIKES: says({"likes": [{"actor": {"did": "did:plc:a"}}, {"actor": {"did": 7}}, "x"], "cursor": "c1"}),
        f"{LIKES}&cursor=c1": says({"likes": [{"actor": {"did": "did:plc:b"}}]}),
    }
    counts = says({"posts": [{"uri": URI, "likeCount": 2, "replyCount": 0, "repostCount": -1}]})
    seen = NETWORK.look(ACCOUNT, POSTED, OURS, Scripted({record(OLD): STANDS, COUNTS: counts, **pages}))
    assert seen == Reactions(0, 2, None, frozenset({"did:plc:a", "did:plc:b"}))


def test_a_list_of_likes_without_an_end_is_left() -> None:
    endless = says({"likes": [{"actor": {"did": "did:plc:a"}}], "cursor": "again"})
    counts = says({"posts": [{"uri": URI, "likeCount": 1}]})
    outside = Scripted({record(OLD): STANDS, COUNTS: counts, LIKES: endless, f"{LIKES}&cursor=again": endless})
    assert NETWORK.look(ACCOUNT, POSTED, OURS, outside) is not None
    assert len(outside.calls) == 12


@pytest.mark.parametrize("told", [{"posts": [{"uri": "at://other", "likeCount": 9}]}, {"posts": "x"}, {"posts": [None]}, [], "<html>"])
def test_an_answer_that_is_not_about_this_message_tells_nothing(told: Any) -> None:
    assert NETWORK.look(ACCOUNT, POSTED, OURS, Scripted({record(OLD): STANDS, COUNTS: says(told), STATUS: OPEN})) == Reactions()


CREATE = f"{OLD}/xrpc/com.atproto.repo.createRecord"


def test_a_failure_that_cannot_be_looked_into_stays_unknown() -> None:
    """Never "nothing was posted" where nobody knows: the server failed, and does not answer when asked what stands there."""
    for looked in ({}, {record(OLD): says({}, 502)}):
        with pytest.raises(EgressFailed):
            NETWORK.post(ACCOUNT, draft(key=KEY), OURS, Scripted({CREATE: says({"error": "InternalServerError"}, 500), **looked}))


def test_a_refusal_of_the_message_itself_is_final() -> None:
    answers = {CREATE: says({"error": "InvalidRecord"}, 400), record(OLD): says({"error": "RecordNotFound"}, 400)}
    with pytest.raises(NetworkRefused) as refused:
        NETWORK.post(ACCOUNT, draft(key=KEY), OURS, Scripted(answers))
    assert (refused.value.word, refused.value.is_final, refused.value.is_signed_out) == ("InvalidRecord", True, False)
