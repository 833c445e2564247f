"""Posting through Mastodon's interface: once, with everything that belongs to it, and what the server's refusals mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from advocacy.foundation import clock
from advocacy.foundation.egress import EgressFailed
from advocacy.networks.accounts.account import Account, Draft, NetworkRefused, Posted, Reactions
from advocacy.networks.accounts.mastodon import NETWORK
from tests.networks.mastodon.stage import PICTURE, account_at, draft, ours_at, outside_to
from tests.servers.mastodon import MockServer


@dataclass
class Desk:
    """An employee's account on the server, and our code in front of it."""

    server: MockServer
    account: Account

    def post(self, made: Draft) -> Posted:
        return NETWORK.post(self.account, made, ours_at(self.server.place), outside_to(self.server.place))

    def find(self, made: Draft) -> Posted | None:
        return NETWORK.find(self.account, made, ours_at(self.server.place), outside_to(self.server.place))

    def look(self, posted: Posted) -> Reactions | None:
        return NETWORK.look(self.account, posted, ours_at(self.server.place), outside_to(self.server.place))

    def count(self) -> int:
        return int(self.server.ask("/api/v1/accounts/verify_credentials", "medarbejder_token")["statuses_count"])


@pytest.fixture
def desk(mastodon: MockServer) -> Iterator[Desk]:
    """Clean of faults before and after."""
    mastodon.mend()
    number = mastodon.ask("/api/v1/accounts/verify_credentials", "medarbejder_token")["id"]
    yield Desk(mastodon, account_at(mastodon.place, "medarbejder_token", number))
    mastodon.mend()


def test_words_language_and_picture_arrive_as_they_were_written(desk: Desk) -> None:
    posted = desk.post(draft("k-whole", picture=PICTURE))
    stands = desk.server.ask(f"/api/v1/statuses/{posted.name}")
    assert posted.address == stands["url"]
    assert "Ny sansehave på Fjordglimt 🌿" in stands["content"]
    assert (stands["language"], stands["visibility"]) == ("da", "public")
    assert [each["description"] for each in stands["media_attachments"]] == ["En have med lavendler og en bænk"]


def test_the_same_key_is_the_same_message(desk: Desk) -> None:
    before = desk.count()
    first, again = desk.post(draft("k-once")), desk.post(draft("k-once"))
    assert first == again
    assert desk.count() == before + 1


def test_another_key_is_another_message(desk: Desk) -> None:
    assert desk.post(draft("k-a")) != desk.post(draft("k-b"))


def test_keys_differ() -> None:
    assert len({NETWORK.new_key() for _ in range(100)}) == 100


def test_a_picture_is_waited_for_until_the_server_is_done_with_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advocacy.networks.accounts.mastodon.posting._SECONDS_BETWEEN", 0)
    desk.server.fail("/api/v2/media", methods=["POST"], type="status", status=202, body={"id": "77", "url": None})
    desk.server.fail("/api/v1/media/77", count=2, type="status", status=206, body={"id": "77", "url": None})
    desk.server.fail("/api/v1/media/77", type="status", status=200, body={"id": "77", "url": "http://there/77"})
    assert desk.post(draft("k-wait", picture=PICTURE)).name
    desk.server.fail("/api/v2/media", methods=["POST"], type="status", status=202, body={"id": "78", "url": None})
    desk.server.fail("/api/v1/media/78", count=None, type="status", status=206, body={"id": "78", "url": None})
    before = desk.count()
    with pytest.raises(NetworkRefused) as refused:
        desk.post(draft("k-wait-2", picture=PICTURE))
    assert not refused.value.is_final
    assert desk.count() == before


def test_an_older_server_takes_the_picture_at_its_older_address(desk: Desk) -> None:
    desk.server.fail("/api/v2/media", methods=["POST"], type="status", status=404)
    posted = desk.post(draft("k-older", picture=PICTURE))
    assert desk.server.ask(f"/api/v1/statuses/{posted.name}")["media_attachments"]


def test_too_long_is_refused_in_the_servers_words(desk: Desk) -> None:
    with pytest.raises(NetworkRefused) as refused:
        desk.post(draft("k-long", words="x" * 501))
    assert refused.value.is_final
    assert not refused.value.is_signed_out
    assert "too long" in str(refused.value.sentence)


@pytest.mark.parametrize("status", [401, 403])
def test_a_token_that_is_worth_nothing_means_connecting_again(desk: Desk, status: int) -> None:
    desk.server.fail("/api/v1/statuses", methods=["POST"], type="status", status=status)
    desk.server.fail("/api/v1/accounts/verify_credentials", type="status", status=401)
    with pytest.raises(NetworkRefused) as refused:
        desk.post(draft("k-out"))
    assert refused.value.is_signed_out


def test_an_account_that_may_not_post_keeps_its_connection(desk: Desk) -> None:
    desk.server.fail("/api/v1/statuses", methods=["POST"], type="status", status=403)
    with pytest.raises(NetworkRefused) as refused:
        desk.post(draft("k-held"))
    assert refused.value.is_final
    assert not refused.value.is_signed_out


def test_a_wrong_token_is_told_apart_by_the_real_answer(desk: Desk) -> None:
    desk.account = account_at(desk.server.place, "no-such-token", str(desk.account.secrets["id"]))
    with pytest.raises(NetworkRefused) as refused:
        desk.post(draft("k-wrong"))
    assert refused.value.is_signed_out


def test_a_server_that_has_had_enough_says_for_how_long(desk: Desk) -> None:
    until = (clock.now() + timedelta(seconds=120)).isoformat()
    for headers, least, most in (
        ({"Retry-After": "37"}, 37, 37),
        ({"X-RateLimit-Reset": until}, 100, 121),
        ({}, 299, 300),
        ({"Retry-After": "999999999"}, 100, 3600),
        ({"Retry-After": "-5", "X-RateLimit-Reset": "soon"}, 300, 300),
    ):
        effect = {"type": "status", "status": 429} if "Retry-After" in headers or "X-RateLimit-Reset" in headers else {"type": "ratelimit"}
        desk.server.fail("/api/v1/statuses", methods=["POST"], headers=headers, **effect)
        with pytest.raises(NetworkRefused) as refused:
            desk.post(draft("k-slow"))
        assert not refused.value.is_final
        assert least <= refused.value.after_seconds <= most, headers


def test_the_last_call_a_server_grants_is_the_last_one_made(desk: Desk) -> None:
    posted = desk.post(draft("k-last"))
    stands = desk.server.ask(f"/api/v1/statuses/{posted.name}") | {"favourites_count": 3}
    headers = {"X-RateLimit-Remaining": "0", "Retry-After": "60"}
    desk.server.fail(f"/api/v1/statuses/{posted.name}", type="status", status=200, body=stands, headers=headers)
    with pytest.raises(NetworkRefused) as refused:
        desk.look(posted)
    assert refused.value.after_seconds == 60


@pytest.mark.parametrize("effect", [{"type": "status", "status": 500}, {"type": "status", "status": 503}, {"type": "malformed"}])
def test_a_server_that_fails_leaves_it_open_what_has_happened(desk: Desk, effect: dict[str, object]) -> None:
    desk.server.fail("/api/v1/statuses", methods=["POST"], **effect)
    with pytest.raises(EgressFailed):
        desk.post(draft("k-open"))


def test_an_answer_without_a_message_in_it_is_no_message(desk: Desk) -> None:
    """So answers a server that has put it away for later; we never ask for that, and do not believe it."""
    later = {"id": "9", "scheduled_at": "2026-12-01T10:00:00Z", "params": {}}
    desk.server.fail("/api/v1/statuses", methods=["POST"], type="status", status=200, body=later)
    with pytest.raises(EgressFailed):
        desk.post(draft("k-later"))


def test_an_address_on_another_host_is_not_believed(desk: Desk) -> None:
    elsewhere = {"id": "9", "url": "https://evil.example/@you/9"}
    desk.server.fail("/api/v1/statuses", methods=["POST"], type="status", status=200, body=elsewhere)
    with pytest.raises(EgressFailed):
        desk.post(draft("k-elsewhere"))


def test_a_lost_answer_is_found_again_by_its_link(desk: Desk) -> None:
    made = draft("k-lost", link="https://del.example.dk/r/Lost22")
    assert desk.find(made) is None
    posted = desk.post(made)
    assert desk.find(made) == posted
    assert desk.find(draft("k-other", link="https://del.example.dk/r/Lost2")) is None


def test_where_nobody_may_look_that_is_said_and_nothing_guessed(desk: Desk) -> None:
    number = desk.account.secrets["id"]
    desk.server.fail(f"/api/v1/accounts/{number}/statuses", count=None, type="status", status=403)
    with pytest.raises(NetworkRefused) as refused:
        desk.find(draft("k-blind"))
    assert refused.value.is_final
    assert not refused.value.is_signed_out


def test_likes_replies_and_reposts_are_counted_and_likers_named(desk: Desk) -> None:
    posted = desk.post(draft("k-liked"))
    assert desk.look(posted) == Reactions(0, 0, 0, frozenset())
    leader = desk.server.ask("/api/v1/accounts/verify_credentials", "leder_token")["url"]
    desk.server.ask(f"/api/v1/statuses/{posted.name}/favourite", "leder_token", "POST")
    desk.server.ask(f"/api/v1/statuses/{posted.name}/reblog", "leder_token", "POST")
    desk.server.ask("/api/v1/statuses", "leder_token", "POST", status="Hvor er det flot!", in_reply_to_id=posted.name)
    assert desk.look(posted) == Reactions(1, 1, 1, frozenset({leader}))


def test_a_long_list_of_likers_is_read_page_by_page_on_the_same_server_only(desk: Desk) -> None:
    posted = desk.post(draft("k-many"))
    desk.server.ask(f"/api/v1/statuses/{posted.name}/favourite", "leder_token", "POST")
    path = f"/api/v1/statuses/{posted.name}/favourited_by"
    pages = [
        ("a", f'<{desk.server.url}{path}?max_id=5>; rel="next", <{desk.server.url}{path}?min_id=9>; rel="prev"'),
        ("b", '<https://evil.example/next>; rel="next"'),
    ]
    for name, link in pages:
        desk.server.fail(path, type="status", status=200, body=[{"url": f"https://x.example/@{name}"}], headers={"Link": link})
    found = desk.look(posted)
    assert found is not None
    assert found.liked_by == {"https://x.example/@a", "https://x.example/@b"}


def test_a_message_that_was_deleted_is_not_there(desk: Desk) -> None:
    posted = desk.post(draft("k-gone"))
    desk.server.ask(f"/api/v1/statuses/{posted.name}", "medarbejder_token", "DELETE")
    assert desk.look(posted) is None
    assert desk.look(Posted("123456789", f"{desk.server.url}/@medarbejder/123456789")) is None


def test_somebody_elses_message_is_not_taken_for_ones_own(desk: Desk) -> None:
    theirs = desk.server.ask("/api/v1/statuses", "leder_token", "POST", status="Mit eget opslag")
    assert desk.look(Posted(theirs["id"], theirs["url"])) is None


def test_the_token_is_shown_only_where_a_stranger_is_not_let_in(desk: Desk) -> None:
    """Attack row for least rights: counting asks as anybody could."""
    posted = desk.post(draft("k-quiet"))
    desk.account = account_at(desk.server.place, "no-such-token", str(desk.account.secrets["id"]))
    assert desk.look(posted) == Reactions(0, 0, 0, frozenset())
