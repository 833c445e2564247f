"""The open networks are asked whether a post is there: ten minutes after it was made, then an hour, a day and a week."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.networks.accounts.bluesky.record import holds_link
from advocacy.networks.models import Connection
from advocacy.sharing.evidence import Fact, Rung
from advocacy.sharing.models import Posting, PostingStatus, Share
from advocacy.sharing.queries import evidence_of
from tests.people import Cast
from tests.sharing.posting_stage import Desk
from tests.sharing.stage import press
from tests.signing_in import Visitor


@pytest.fixture
def posted(desk: Desk) -> Desk:
    """Camilla has posted from here a moment ago."""
    desk.post()
    desk.work()
    assert desk.posting().status is PostingStatus.POSTED
    return desk


def _finding(desk: Desk) -> tuple[Rung, Fact]:
    with desk.app.app_context():
        share = db.session.scalars(select(Share)).one()
        found = evidence_of([share])[share.id]
        return found.rung, found.reason


def _look_after(desk: Desk, **by: float) -> None:
    desk.go_on(**by)
    desk.work()


def test_that_the_network_took_it_is_not_yet_that_it_stands_there(posted: Desk) -> None:
    assert _finding(posted) == (Rung.DECLARED, Fact.ACCEPTED)
    _look_after(posted, minutes=9)
    assert _finding(posted) == (Rung.DECLARED, Fact.ACCEPTED)
    _look_after(posted, minutes=2)
    assert _finding(posted) == (Rung.CONFIRMED, Fact.SEEN)


def test_it_is_looked_at_four_times_and_keeps_the_first_and_the_last(posted: Desk) -> None:
    begun = clock.now()
    seen = []
    for by in ({"minutes": 10}, {"minutes": 50}, {"hours": 23}, {"days": 6}, {"days": 30}):
        _look_after(posted, **by)
        seen.append(posted.posting().last_seen_at)
    assert len(set(seen)) == 4 and seen[3] == seen[4]
    assert (posted.posting().seen_at, posted.posting().last_seen_at) == (seen[0], seen[3])
    assert seen[3] is not None and (seen[3] - begun).days == 7


def test_how_it_fares_is_for_the_sharer_alone(posted: Desk, cast: Cast, visit: Visitor) -> None:
    posted.network.messages[0] |= {"replies_count": 2, "favourites_count": 7, "reblogs_count": 3}
    _look_after(posted, minutes=10)
    posting = posted.posting()
    assert (posting.replies, posting.likes, posting.reposts) == (2, 7, 3)
    page = posted.page()
    assert "Likes" in page and "Only you see this." in page
    name = posted.share().public_id
    for other in (cast.birgitte, cast.henrik):
        for path in (f"/sharing/{name}", f"/sharing/{name}/posting"):
            assert visit(other).get(path).status_code == 404
        assert visit(other).post(f"/sharing/{name}/posting/look").status_code == 404


def test_a_post_that_was_seen_and_deleted_stays_confirmed_and_says_so(posted: Desk) -> None:
    _look_after(posted, minutes=10)
    kept = posted.network.messages.pop()
    _look_after(posted, minutes=50)
    assert posted.posting().gone_at is not None
    assert _finding(posted) == (Rung.CONFIRMED, Fact.GONE)
    assert "It has been deleted since; that it was there stays true." in posted.page()
    assert "Deleted there since" in posted.client.get("/sharing/").text
    posted.network.messages.append(kept)
    _look_after(posted, hours=23)
    assert _finding(posted) == (Rung.CONFIRMED, Fact.SEEN)


def test_a_post_that_was_gone_before_we_looked_stays_as_it_was_said(posted: Desk) -> None:
    posted.network.messages.clear()
    _look_after(posted, minutes=10)
    assert _finding(posted) == (Rung.DECLARED, Fact.ACCEPTED)
    assert "We had not seen it before" in posted.page()


def test_a_network_that_does_not_answer_is_asked_at_the_next_turn(posted: Desk) -> None:
    posted.network.bad_looks = [500]
    _look_after(posted, minutes=10)
    assert posted.posting().seen_at is None
    _look_after(posted, minutes=50)
    assert posted.posting().seen_at is not None


def test_looking_ends_with_the_connection(posted: Desk, app: Flask) -> None:
    with app.app_context():
        db.session.scalars(select(Connection)).one().ended_at = clock.now()
        db.session.commit()
    _look_after(posted, minutes=10)
    asked = len(posted.network.asked)
    assert posted.posting().connection is None
    _look_after(posted, days=8)
    assert len(posted.network.asked) == asked
    assert "Look again now" not in posted.page()


def test_one_may_ask_for_a_look_but_not_more_than_once_a_minute(posted: Desk) -> None:
    name = posted.share().public_id
    for _press in range(3):
        assert posted.client.post(f"/sharing/{name}/posting/look").status_code == 303
    posted.work()
    assert sum(asked.endswith("/statuses/1000") for asked in posted.network.asked) == 1
    assert posted.posting().seen_at is not None


def test_a_share_taken_back_is_not_looked_at(posted: Desk) -> None:
    posted.client.post(f"/sharing/{posted.share().public_id}/withdraw")
    asked = len(posted.network.asked)
    _look_after(posted, minutes=10)
    assert len(posted.network.asked) == asked


def _by_hand(desk: Desk, address: str, *, holds_link: bool = True) -> None:
    """She presses the ordinary button, posts on the network herself, and tells where."""
    press(desk.client, desk.open())
    link = f"http://127.0.0.1:8000/r/{desk.share().link.code}"
    desk.network.keep({"status": f"Min egen tekst {link if holds_link else ''}"})
    answer = desk.client.post(f"/sharing/{desk.share().public_id}/confirm", data={"post_address": address, "let_leaders_see": "y"})
    assert answer.status_code == 303
    desk.work()


def test_a_post_made_by_hand_is_found_by_its_link_through_the_connected_account(desk: Desk) -> None:
    _by_hand(desk, "https://mastodon.example/@camilla/1000")
    assert _finding(desk) == (Rung.CONFIRMED, Fact.SEEN)
    posting = desk.posting()
    assert (posting.posted_at, posting.sealed_words) == (None, None)
    _look_after(desk, minutes=10)
    assert desk.posting().last_seen_at == clock.now()


def test_a_post_without_the_link_lifts_nothing(desk: Desk) -> None:
    _by_hand(desk, "https://mastodon.example/@camilla/1000", holds_link=False)
    assert _finding(desk) == (Rung.DECLARED, Fact.ADDRESSED)


def test_without_an_address_or_an_account_nobody_is_asked(desk: Desk, app: Flask) -> None:
    """Attack row L03: the address is looked at by its form, and no host of it is ever called."""
    _by_hand(desk, "")
    assert not [asked for asked in desk.network.asked if asked.startswith("GET")]
    with app.app_context():
        db.session.delete(db.session.scalars(select(Connection)).one())
        db.session.commit()
    name = desk.share().public_id
    desk.client.post(f"/sharing/{name}/confirm", data={"post_address": "https://mastodon.example/@camilla/1000"})
    desk.work()
    assert not [asked for asked in desk.network.asked if asked.startswith("GET")]
    with app.app_context():
        assert db.session.scalar(select(Posting.id)) is None


@pytest.mark.parametrize(
    ("record", "holds"),
    [
        ({"text": "Se https://del.example.dk/Ab3xY9 nu"}, True),
        ({"text": "Se del.example.dk", "facets": [{"features": [{"uri": "https://del.example.dk/Ab3xY9"}]}]}, True),
        ({"text": "Se", "embed": {"external": {"uri": "https://del.example.dk/Ab3xY9"}}}, True),
        ({"text": "Se https://del.example.dk/Ab3xY98", "embed": {"external": {"uri": "https://del.example.dk/Ab3xY9/other"}}}, False),
        ({}, False),
    ],
)
def test_a_message_on_bluesky_is_the_shares_only_with_its_very_link(record: dict[str, object], holds: bool) -> None:
    assert holds_link(record, "https://del.example.dk/Ab3xY9") is holds
