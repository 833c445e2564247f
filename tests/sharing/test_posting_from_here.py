"""One press posts through the person's own account: once, whatever happens to the answer, and the words are nowhere afterwards."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.history.models import HistoryEntry
from advocacy.networks.accounts.account import Account, Draft, Ours, Outside, Posted, Reactions
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.networks.models import Connection, MastodonServer
from advocacy.people.models import Person
from advocacy.people.services import say_goodbye
from advocacy.sharing.models import Posting, PostingStatus, Share
from advocacy.sharing.services.delivering import AGAIN_AFTER
from advocacy.sharing.waiting_words import opened_words
from advocacy.stories.models import Story
from tests.people import Cast
from tests.sharing.posting_stage import SECRET_PART, WORDS, Desk, connect, whole_database
from tests.sharing.stage import compose, press
from tests.signing_in import Visitor


def test_a_press_posts_the_words_with_the_link_once(desk: Desk) -> None:
    answer = desk.post()
    assert answer.status_code == 303
    assert desk.posting().status is PostingStatus.WAITING
    assert "Posting on Mastodon" in desk.page()
    desk.work()
    posting, share = desk.posting(), desk.share()
    assert desk.network.words == [f"{WORDS}\n\nhttp://127.0.0.1:8000/r/{share.link.code}"]
    assert (posting.status, posting.name, posting.sealed_words) == (PostingStatus.POSTED, "1000", None)
    assert share.confirmed_at is not None and share.is_visible_to_leaders
    page = desk.page()
    assert "It stands on Mastodon" in page and "You posted it from here, and Mastodon took it." in page
    assert desk.network.messages[0]["language"] == "da"


def test_the_leaders_see_it_only_if_the_person_says_so(desk: Desk) -> None:
    desk.post(let_leaders_see="")
    desk.work()
    assert desk.share().confirmed_at is not None and not desk.share().is_visible_to_leaders


def test_a_second_press_of_the_same_page_posts_nothing_more(desk: Desk) -> None:
    page = desk.open()
    assert desk.post(page).headers["Location"] == desk.post(page, words="Something else").headers["Location"]
    desk.work()
    assert desk.post(page).status_code == 303
    desk.work()
    assert len(desk.network.messages) == 1


def test_a_link_that_stands_in_the_words_is_not_put_there_twice(desk: Desk) -> None:
    page = desk.open()
    link = re.search(r'<code id="link">([^<]+)', page)
    assert link
    desk.post(page, words=f"Se {link[1]} – kom forbi")
    desk.work()
    assert desk.network.words == [f"Se {link[1]} – kom forbi"]


@pytest.mark.parametrize("tries", [1, 3])
def test_an_answer_that_is_lost_makes_one_message(desk: Desk, tries: int) -> None:
    """The network kept it and said nothing; it would make a second one of a second request."""
    desk.network.bad_days = ["lost"]
    desk.network.bad_looks = [500] * (tries - 1)
    desk.post()
    desk.work()
    assert desk.posting().status is PostingStatus.SENDING
    assert "before anything is sent again" in desk.page()
    for wait in AGAIN_AFTER[:tries]:
        desk.hours.go_on(seconds=wait.total_seconds())
        desk.work()
    assert desk.posting().status is PostingStatus.POSTED
    assert len(desk.network.messages) == 1


def test_a_request_that_never_arrived_is_sent_once_more_after_looking(desk: Desk) -> None:
    desk.network.bad_days = ["dropped"]
    desk.post()
    desk.work()
    desk.hours.go_on(minutes=1)
    desk.work()
    assert len(desk.network.messages) == 1
    looked = desk.network.asked.index("GET /api/v1/accounts/1/statuses")
    assert desk.network.asked.index("POST /api/v1/statuses") < looked < len(desk.network.asked) - 1


def test_a_network_that_stays_silent_leaves_us_unsure_and_never_posts_twice(desk: Desk) -> None:
    desk.network.bad_days, desk.network.bad_looks = ["lost"], [503] * 30
    desk.post()
    for wait in (timedelta(0), *AGAIN_AFTER, timedelta(days=1)):
        desk.hours.go_on(seconds=wait.total_seconds())
        desk.work()
    assert desk.posting().status is PostingStatus.UNSURE
    assert len(desk.network.messages) == 1
    desk.go_on(minutes=1)
    page = desk.page()
    assert "We are not sure whether it was posted" in page and SECRET_PART in page
    assert "Try again" not in page
    assert desk.client.post(f"/sharing/{desk.share().public_id}/posting/again").status_code == 409


def test_a_network_that_asks_to_wait_is_waited_for(desk: Desk) -> None:
    desk.network.bad_days = [429]
    desk.post()
    desk.work()
    posting = desk.posting()
    assert posting.status is PostingStatus.WAITING
    assert posting.due_at - clock.now() >= timedelta(seconds=400)
    assert "asked us to wait" in desk.page()
    desk.work()
    assert not desk.network.messages
    desk.hours.go_on(seconds=500)
    desk.work()
    assert len(desk.network.messages) == 1


def test_what_is_refused_stays_for_its_writer_to_copy_for_seven_days(desk: Desk, app: Flask, cast: Cast, visit: Visitor) -> None:
    """The refusal repeats the words, as networks do; it is sealed with them."""
    desk.network.bad_days = [422]
    desk.post()
    desk.work()
    assert desk.posting().status is PostingStatus.FAILED
    page = desk.page()
    assert "It was not posted" in page and SECRET_PART in page and "did not take it" in page and "Try again" in page
    assert SECRET_PART not in whole_database(app)
    assert visit(cast.birgitte).get(f"/sharing/{desk.share().public_id}").status_code == 404
    for later, are_kept in ((6, True), (2, False)):
        desk.go_on(days=later)
        desk.tidy()
        assert (desk.posting().sealed_words is not None) is are_kept
    assert SECRET_PART not in desk.page()


def test_trying_again_posts_what_was_refused_before(desk: Desk) -> None:
    desk.network.bad_days = [422]
    desk.post()
    desk.work()
    desk.hours.go_on(seconds=5)
    for _press in range(2):
        desk.client.post(f"/sharing/{desk.share().public_id}/posting/again")
    desk.work()
    assert len(desk.network.messages) == 1 and desk.posting().status is PostingStatus.POSTED


def test_words_that_were_copied_can_be_deleted_at_once(desk: Desk) -> None:
    desk.network.bad_days = [422]
    desk.post()
    desk.work()
    assert desk.client.post(f"/sharing/{desk.share().public_id}/posting/forget").status_code == 303
    assert desk.posting().sealed_words is None


def test_the_servers_own_limit_is_looked_at_before(desk: Desk, app: Flask) -> None:
    with app.app_context():
        db.session.add(MastodonServer(host=desk.network.place, max_characters=60, characters_per_link=23))
        db.session.commit()
    answer = desk.post()
    assert answer.status_code == 422
    assert "too long for Mastodon" in answer.text and SECRET_PART in answer.text
    with app.app_context():
        assert db.session.scalar(select(Share.id)) is None


@pytest.mark.parametrize("changes", [{"words": "   "}, {"words": "nul \x00"}, {"words": "x" * 20_001}, {"seal": "forged"}])
def test_what_cannot_be_posted_is_said_at_once(desk: Desk, changes: dict[str, str]) -> None:
    answer = desk.post(**changes)
    assert answer.status_code == 422
    assert not desk.network.messages


def test_a_share_taken_back_in_time_is_never_sent(desk: Desk) -> None:
    desk.post()
    desk.client.post(f"/sharing/{desk.share().public_id}/withdraw")
    desk.work()
    assert not desk.network.messages and desk.posting().sealed_words is None


def test_a_share_taken_back_while_we_did_not_know_is_not_sent_again(desk: Desk) -> None:
    desk.network.bad_days = ["dropped"]
    desk.post()
    desk.work()
    desk.client.post(f"/sharing/{desk.share().public_id}/withdraw")
    desk.hours.go_on(minutes=2)
    desk.work()
    posting = desk.posting()
    assert not desk.network.messages
    assert (posting.status, posting.sealed_words) == (PostingStatus.FAILED, None)


def test_a_story_that_came_to_rest_in_the_meantime_is_not_posted(desk: Desk, app: Flask) -> None:
    desk.post()
    with app.app_context():
        db.session.get_one(Story, desk.scene.story_id).paused_at = clock.now()
        db.session.commit()
    desk.work()
    assert not desk.network.messages
    assert "not in the library any more" in desk.page()


def test_an_account_disconnected_in_the_meantime_is_not_used(desk: Desk, app: Flask) -> None:
    desk.post()
    with app.app_context():
        db.session.scalars(select(Connection)).one().ended_at = clock.now()
        db.session.commit()
    desk.work()
    assert not desk.network.messages
    assert "not connected any more" in desk.page()


def test_without_an_account_there_is_one_quiet_line(app: Flask, cast: Cast, desk: Desk, visit: Visitor) -> None:
    page = compose(desk.client, desk.scene.story, "bluesky")
    assert "Connect your own account" in page and 'action="/sharing/post"' not in page
    assert "Connect your own account" not in compose(desk.client, desk.scene.story, "facebook")
    page = desk.open()
    assert f"Post on Mastodon as @camilla@{desk.network.place}" in page
    with app.app_context():
        db.session.scalars(select(Connection)).one().broken_at = clock.now()
        db.session.commit()
    page = desk.open()
    assert "Connect your account again" in page and 'action="/sharing/post"' not in page


def test_whoever_may_not_share_may_not_post(app: Flask, cast: Cast, desk: Desk, visit: Visitor) -> None:
    """Attack row T01: every way to share asks at the same gate; and another person's page posts nothing."""
    page = desk.open()
    with app.app_context():
        connect(cast.birgitte, desk.network.place)
        db.session.commit()
    mine, desk.client = desk.client, visit(cast.birgitte)
    assert desk.post(page).status_code == 404
    desk.client = mine
    with app.app_context():
        db.session.get_one(Story, desk.scene.story_id).retired_at = clock.now()
        db.session.commit()
    assert desk.post(page).status_code == 410
    desk.work()
    assert not desk.network.messages


def test_the_words_are_nowhere_but_sealed_and_then_nowhere(desk: Desk, app: Flask, capfd: pytest.CaptureFixture[str]) -> None:
    desk.network.bad_days = ["dropped"]
    desk.post()
    assert SECRET_PART not in whole_database(app)
    with app.app_context():
        box = opened_words(db.session.scalars(select(Posting)).one().sealed_words)
        assert box is not None and SECRET_PART in box.words
    desk.work()
    desk.hours.go_on(minutes=1)
    desk.work()
    assert SECRET_PART in desk.network.words[0]
    dump = whole_database(app)
    assert SECRET_PART not in dump and "haven om natten" not in dump
    with app.app_context():
        told = [entry for entry in db.session.scalars(select(HistoryEntry)) if entry.deed.startswith("sharing.")]
        assert {entry.deed for entry in told} == {"sharing.share.pressed", "sharing.posting.asked", "sharing.posting.posted"}
        assert all(entry.is_private for entry in told)
    printed = capfd.readouterr()
    assert SECRET_PART not in printed.out + printed.err


def test_the_ordinary_press_still_sends_no_words(desk: Desk) -> None:
    """Docs/decisions/0003: the box has no name."""
    page = desk.open()
    assert re.search(r"<textarea[^>]*id=\"words\"", page) and not re.search(r"<textarea[^>]*name=", page)
    press(desk.client, page)
    assert not desk.network.messages and desk.share() is not None


def test_who_has_left_leaves_neither_words_nor_post(desk: Desk, app: Flask, cast: Cast) -> None:
    desk.network.bad_days = [422]
    desk.post()
    desk.work()
    with app.app_context():
        say_goodbye(db.session.get_one(Person, cast.camilla.id))
        db.session.commit()
        posting = db.session.scalars(select(Posting)).one()
        assert (posting.sealed_words, posting.connection, posting.address) == (None, None, None)


class _Silent:
    """A network that takes a message and never answers, and cannot be asked. It stands in for a machine, not for code of ours."""

    kind = NetworkKind.LINKEDIN
    posts = 0

    def new_key(self) -> str:
        return "k"

    def needs_renewal(self, *_told: object) -> bool:
        return False

    def post(self, account: Account, draft: Draft, ours: Ours, outside: Outside) -> Posted:
        from advocacy.foundation.egress import EgressFailed

        self.posts += 1
        raise EgressFailed("too late")

    def find(self, *_told: object) -> Posted | None:
        return None

    def look(self, *_told: object) -> Reactions | None:
        raise AssertionError


def test_a_network_that_cannot_be_asked_is_not_spoken_to_twice(desk: Desk, app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    silent = _Silent()
    monkeypatch.setattr("advocacy.networks.services.speaking.account_network", lambda _kind: silent)
    with app.app_context():
        connect(cast.camilla, "www.linkedin.com", NetworkKind.LINKEDIN)
        db.session.commit()
    desk.post(desk.open("linkedin"))
    desk.work()
    for _turn in range(4):
        desk.hours.go_on(hours=3)
        desk.work()
    assert silent.posts == 1
    assert desk.posting().status is PostingStatus.UNSURE


def test_a_try_whose_job_died_is_given_up_after_a_day(desk: Desk, app: Flask) -> None:
    desk.post()
    with app.app_context():
        db.session.scalars(select(Posting)).one().status = PostingStatus.SENDING
        db.session.commit()
    desk.hours.go_on(days=2)
    desk.tidy()
    assert desk.posting().status is PostingStatus.UNSURE
