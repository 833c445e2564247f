"""Back in the app: I have posted it, where, who may see it; correcting it and taking it back; and that nobody else looks in."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from advocacy.accounts.queries import actor_for
from advocacy.foundation.database import db
from advocacy.foundation.errors import InvalidInput, Refusal
from advocacy.history.models import HistoryEntry
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.people.models import Person
from advocacy.sharing import events, services
from advocacy.sharing.models import Share
from tests.factories.programmes import enrol
from tests.factories.sharing import make_share, make_visit
from tests.people import Cast
from tests.sharing.scene import Scene
from tests.sharing.stage import follow, pressed, shares
from tests.signing_in import Visitor

POST = "https://www.linkedin.com/posts/camilla_natten-activity-7261234567890-AbCd?utm_source=share&rcm=XYZ"
KEPT = "https://www.linkedin.com/posts/camilla_natten-activity-7261234567890-AbCd"


@pytest.fixture
def share(app: Flask, cast: Cast, scene: Scene) -> Share:
    """Camilla has pressed."""
    with app.app_context():
        found = pressed(cast.camilla, scene.version_id)
        db.session.commit()
        db.session.refresh(found)
        db.session.expunge_all()
    return found


@pytest.fixture
def heard() -> Iterator[list[tuple[str, str]]]:
    """What was announced, in order."""
    found: list[tuple[str, str]] = []

    def on_confirmed(share: Share) -> None:
        found.append(("confirmed", share.public_id))

    def on_withdrawn(share: Share) -> None:
        found.append(("withdrawn", share.public_id))

    before = [(event, dict(event._signal.receivers)) for event in (events.share_confirmed, events.share_withdrawn)]
    events.share_confirmed.hear(on_confirmed)
    events.share_withdrawn.hear(on_withdrawn)
    yield found
    for event, receivers in before:
        for key in set(event._signal.receivers) - set(receivers):
            event._signal.disconnect(event._signal.receivers[key])


def confirm(client: FlaskClient, share: Share, **sent: str) -> object:
    return client.post(f"/sharing/{share.public_id}/confirm", data=sent)


def test_one_press_says_that_it_is_posted_and_leaders_may_see_it(app: Flask, cast: Cast, share: Share, visit: Visitor, heard: list) -> None:
    """On from the start, one tap off."""
    client = visit(cast.camilla)
    page = client.get(f"/sharing/{share.public_id}").text
    assert "Did you post it?" in page
    assert 'checked' in page[page.index('id="let_leaders_see"') - 200 : page.index('id="let_leaders_see"') + 200]
    answer = confirm(client, share, post_address="", let_leaders_see="y")
    assert answer.status_code == 303
    found = shares(app)[0]
    assert found.confirmed_at is not None
    assert found.is_visible_to_leaders
    assert found.post_address is None
    assert heard == [("confirmed", share.public_id)]
    assert "You have said that it is posted" in client.get(f"/sharing/{share.public_id}").text


def test_without_the_tap_no_leader_sees_it(app: Flask, cast: Cast, share: Share, visit: Visitor) -> None:
    """Attack row L04; and it can be changed both ways later."""
    client = visit(cast.camilla)
    for tapped in (False, True, False):
        confirm(client, share, post_address="", **({"let_leaders_see": "y"} if tapped else {}))
        assert shares(app)[0].is_visible_to_leaders is tapped


def test_the_address_is_kept_without_what_tracks_people(app: Flask, cast: Cast, share: Share, visit: Visitor) -> None:
    """Attack row L02."""
    confirm(visit(cast.camilla), share, post_address=f"  {POST}  ", let_leaders_see="y")
    assert shares(app)[0].post_address == KEPT


@pytest.mark.parametrize("typed", [
    "javascript:alert(1)", "https://www.linkedin.com/in/camilla", "http://10.0.0.1/posts/x", "https://localhost/posts/1", "not an address",
    "https://evil.example/posts/1", "https://www.linkedin.com@evil.example/posts/1", "https://www.linkedin.com/posts/" + "x" * 490,
    "https://www.facebook.com/camilla/posts/123", "https://www.linkedin.com/posts/" + "æ" * 400, "\x00",
])
def test_what_is_not_a_posts_address_comes_back_with_everything_typed(
    app: Flask, cast: Cast, share: Share, visit: Visitor, typed: str, heard: list
) -> None:
    """Attack row L03: looked at by its form alone, and refused beside the field."""
    answer = confirm(visit(cast.camilla), share, post_address=typed)
    assert answer.status_code == 422
    assert 'id="post_address-errors"' in answer.text
    if typed.isascii() and typed.isprintable():
        assert typed[:60] in answer.text.replace("&#39;", "'")
    checkbox = answer.text[answer.text.index('id="let_leaders_see"') - 200 : answer.text.index('id="let_leaders_see"') + 200]
    assert "checked" not in checkbox
    assert shares(app)[0].confirmed_at is None
    assert heard == []


def test_a_post_that_somebody_else_has_given_is_told(app: Flask, cast: Cast, scene: Scene, share: Share, visit: Visitor) -> None:
    """Attack row L02: one post is one share's. When that share is taken back, the address is free again."""
    with app.app_context():
        enrol(scene.found_programme(), cast.jonas)
        other = make_share(cast.jonas, scene.found_story(), post_address=KEPT).public_id
        db.session.commit()
    answer = confirm(visit(cast.camilla), share, post_address=POST, let_leaders_see="y")
    assert answer.status_code == 422
    assert "given for another share already" in answer.text
    assert "Jonas" not in answer.text
    visit(cast.jonas).post(f"/sharing/{other}/withdraw")
    assert confirm(visit(cast.camilla), share, post_address=POST, let_leaders_see="y").status_code == 303


def test_two_who_give_one_post_at_once_do_not_both_get_it(own_app: Flask, own_cast: Cast, own_scene: Scene) -> None:
    """Attack row L02, on both databases."""
    with own_app.app_context():
        numbers = [pressed(own_cast.camilla, own_scene.version_id).id for _time in range(4)]
        db.session.commit()
    ready, outcomes = threading.Barrier(4), []

    def go(number: int) -> None:
        with own_app.app_context():
            actor = actor_for(db.session.get_one(Person, own_cast.camilla.id))
            share = db.session.get_one(Share, number)
            db.session.commit()
            ready.wait()
            try:
                services.confirm_share(share, actor, post_address=POST, let_leaders_see=True)
                db.session.commit()
                outcomes.append("kept")
            except InvalidInput:
                db.session.rollback()
                outcomes.append("told")

    threads = [threading.Thread(target=go, args=(number,)) for number in numbers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["kept", "told", "told", "told"]


def test_what_was_said_can_be_corrected_and_is_announced_once(app: Flask, cast: Cast, share: Share, visit: Visitor, heard: list) -> None:
    client = visit(cast.camilla)
    confirm(client, share, post_address=POST, let_leaders_see="y")
    first = shares(app)[0].confirmed_at
    confirm(client, share, post_address="https://www.linkedin.com/posts/camilla_other-activity-1-A", let_leaders_see="y")
    found = shares(app)[0]
    assert (found.post_address, found.confirmed_at) == ("https://www.linkedin.com/posts/camilla_other-activity-1-A", first)
    confirm(client, share, post_address="", let_leaders_see="y")
    assert shares(app)[0].post_address is None
    assert shares(app)[0].confirmed_at == first
    assert heard == [("confirmed", share.public_id)]
    with app.app_context():
        deeds = [(entry.deed, entry.is_private) for entry in db.session.query(HistoryEntry).filter(HistoryEntry.deed.like("sharing%"))]
        text = str([entry.facts for entry in db.session.query(HistoryEntry)])
    assert deeds == [("sharing.share.pressed", True), ("sharing.share.confirmed", True), *[("sharing.share.corrected", True)] * 2]
    assert "linkedin.com" not in text


def test_taking_back_closes_the_link_at_once_and_forgets_the_post(app: Flask, cast: Cast, share: Share, visit: Visitor, heard: list) -> None:
    """Attack rows R14 and L07."""
    client = visit(cast.camilla)
    confirm(client, share, post_address=POST, let_leaders_see="y")
    assert follow(app.test_client(), share.code).status_code == 302
    assert client.post(f"/sharing/{share.public_id}/withdraw").status_code == 303
    assert follow(app.test_client(), share.code).status_code == 410
    found = shares(app)[0]
    assert found.withdrawn_at is not None
    assert (found.post_address, found.is_visible_to_leaders) == (None, False)
    assert heard == [("confirmed", share.public_id), ("withdrawn", share.public_id)]
    client.post(f"/sharing/{share.public_id}/withdraw")
    assert len(heard) == 2
    assert client.get(f"/sharing/{share.public_id}").status_code == 410
    assert confirm(client, share, let_leaders_see="y").status_code == 410
    assert shares(app)[0].is_visible_to_leaders is False


def test_confirming_and_taking_back_at_once_ends_taken_back(own_app: Flask, own_cast: Cast, own_scene: Scene) -> None:
    """Attack row L07: whichever is first, no address stays behind, on both databases."""
    for _time in range(5):
        with own_app.app_context():
            number = pressed(own_cast.camilla, own_scene.version_id).id
            db.session.commit()
        ready = threading.Barrier(2)

        def go(change: object, number: int = number, ready: threading.Barrier = ready) -> None:
            with own_app.app_context():
                actor = actor_for(db.session.get_one(Person, own_cast.camilla.id))
                share = db.session.get_one(Share, number)
                db.session.commit()
                ready.wait()
                try:
                    change(share, actor)  # type: ignore[operator]
                    db.session.commit()
                except Refusal:
                    db.session.rollback()

        threads = [
            threading.Thread(target=go, args=(lambda share, actor: services.confirm_share(share, actor, post_address=POST, let_leaders_see=True),)),
            threading.Thread(target=go, args=(services.withdraw_share,)),
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        found = shares(own_app)[-1]
        assert found.withdrawn_at is not None
        assert (found.post_address, found.is_visible_to_leaders) == (None, False)


@pytest.mark.parametrize("who", ["birgitte", "lone", "tine", "emil", "henrik", "josefine", "anders", "jonas"])
def test_other_peoples_shares_are_not_there(app: Flask, cast: Cast, share: Share, visit: Visitor, who: str) -> None:
    """Compliance P26: for every role, and for writing as for reading."""
    client = visit(getattr(cast, who))
    for path in ("", "/open"):
        assert client.get(f"/sharing/{share.public_id}{path}").status_code == 404
    for path in ("confirm", "withdraw"):
        assert client.post(f"/sharing/{share.public_id}/{path}", data={"let_leaders_see": "y"}).status_code == 404
    assert share.public_id not in client.get("/sharing/").text
    found = shares(app)[0]
    assert (found.confirmed_at, found.withdrawn_at) == (None, None)


def test_my_shares_tell_me_what_came_of_each(app: Flask, cast: Cast, scene: Scene, visit: Visitor) -> None:
    """In words; what was only pressed or read is never called shared."""
    with app.app_context():
        story = scene.found_story()
        only_pressed = make_share(cast.camilla, story, is_confirmed=False, is_visible=False)
        said = make_share(cast.camilla, story, network=NetworkKind.BLUESKY, is_visible=False)
        for _time in range(3):
            make_visit(said)
        make_share(cast.jonas, story)
        db.session.commit()
        names = (only_pressed.public_id, said.public_id)
    page = visit(cast.camilla).get("/sharing/").text
    assert page.index(names[1]) < page.index(names[0])
    assert page.count("/sharing/") >= 2
    assert "Share button pressed" in page
    assert "You have said that it is posted" in page
    assert "3 visits by people" in page
    assert "Only I see it" in page
    assert "/recognition/thanks" in page


def test_my_shares_come_in_pages_and_few_questions(app: Flask, cast: Cast, scene: Scene, visit: Visitor, counted: object) -> None:
    with app.app_context():
        story = scene.found_story()
        for _time in range(45):
            make_visit(make_share(cast.camilla, story))
        db.session.commit()
    client = visit(cast.camilla)
    with counted() as questions:  # type: ignore[operator]
        first = client.get("/sharing/").text
    assert first.count("visit by people") == 20
    assert len(questions) <= 14, questions
    assert client.get("/sharing/?page=3").text.count("visit by people") == 5
    assert client.get("/sharing/?page=99").status_code == 200
    assert client.get("/sharing/?page=x").status_code == 200


def test_nothing_shared_yet_leads_to_the_stories(cast: Cast, visit: Visitor) -> None:
    assert "Nothing shared yet" in visit(cast.kim).get("/sharing/").text
