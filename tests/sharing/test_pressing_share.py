"""The press: one page is one share with one link, whoever presses how often, and nobody else's page works."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from advocacy.accounts.queries import actor_for
from advocacy.config import Settings
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.history.models import HistoryEntry
from advocacy.networks.catalogue.listing import all_networks
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.people.models import Person
from advocacy.sharing.presses import LIFETIME, new_press, sealed
from advocacy.stories.models import StoryVersion
from tests.factories.programmes import enrol
from tests.factories.training import license_person
from tests.people import Cast
from tests.sharing.scene import Scene
from tests.sharing.stage import compose, facts_on, hidden_value, press, shares
from tests.signing_in import Visitor


def test_a_press_stores_the_share_with_the_link_the_page_has_shown(app: Flask, cast: Cast, scene: Scene, visit: Visitor) -> None:
    client = visit(cast.camilla)
    page = compose(client, scene.story)
    facts = facts_on(page)
    answer = press(client, page)
    assert answer.status_code == 303
    share = shares(app)[0]
    assert facts["link"].endswith(f"/r/{share.code}")
    assert facts["share_href"] == f"/sharing/{share.public_id}"
    assert (share.person_id, share.story_id, share.version_id) == (cast.camilla.id, scene.story_id, scene.version_id)
    assert (share.network, share.language, share.confirmed_at, share.is_visible_to_leaders) == (NetworkKind.LINKEDIN, "en", None, False)


@pytest.mark.parametrize("each", all_networks(), ids=lambda each: each.kind.value)
def test_the_press_goes_on_to_the_network_or_to_the_share(app: Flask, cast: Cast, scene: Scene, visit: Visitor, each: object) -> None:
    """By way of our own page, because the policy allows forms to lead nowhere else."""
    kind = each.kind  # type: ignore[attr-defined]
    client = visit(cast.camilla)
    answer = press(client, compose(client, scene.story, kind.value))
    share = shares(app)[0].public_id
    assert answer.headers["Location"] == f"/sharing/{share}" + ("" if kind in {NetworkKind.COPY, NetworkKind.DEVICE, NetworkKind.INSTAGRAM} else "/open")
    onward = client.get(answer.headers["Location"])
    assert onward.status_code == 200
    assert onward.headers["Cache-Control"] == "no-store"


def test_the_page_says_that_all_is_copied_only_when_the_browser_says_so(cast: Cast, scene: Scene, visit: Visitor) -> None:
    client = visit(cast.camilla)
    for is_copied in ("", "1"):
        answer = press(client, compose(client, scene.story, "copy"), is_copied=is_copied)
        assert ("are copied" in client.get(answer.headers["Location"]).text) is bool(is_copied)


def test_pressing_the_same_page_again_is_the_same_share(app: Flask, cast: Cast, scene: Scene, visit: Visitor) -> None:
    """Attack row R10; a page opened anew is a new link."""
    client = visit(cast.camilla)
    page = compose(client, scene.story)
    first, second = press(client, page), press(client, page)
    assert first.headers["Location"] == second.headers["Location"]
    assert len(shares(app)) == 1
    press(client, compose(client, scene.story))
    assert len({share.code for share in shares(app)}) == 2


def test_two_presses_of_one_page_at_once_are_one_share(own_app: Flask, own_cast: Cast, own_scene: Scene) -> None:
    """Attack row R10, on both databases."""
    visit = Visitor(own_app)
    clients = [visit(own_cast.camilla) for _time in range(6)]
    page = compose(clients[0], own_scene.story)
    ready, answers = threading.Barrier(len(clients)), []

    def go(client: object) -> None:
        ready.wait()
        answers.append(press(client, page))  # type: ignore[arg-type]

    threads = [threading.Thread(target=go, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert len(shares(own_app)) == 1
    with own_app.app_context():
        assert db.session.query(HistoryEntry).filter_by(deed="sharing.share.pressed").count() == 1


def test_somebody_elses_page_does_not_work(app: Flask, cast: Cast, scene: Scene, visit: Visitor) -> None:
    """Attack rows R03 and Z08: who, what and where are sealed; nothing that is sent along changes them."""
    with app.app_context():
        enrol(scene.found_programme(), cast.jonas)
        license_person(cast.jonas)
        db.session.commit()
    page = compose(visit(cast.camilla), scene.story)
    assert press(visit(cast.jonas), page).status_code == 404
    assert shares(app) == []
    press(visit(cast.camilla), page, person_id=str(cast.jonas.id), code="mine", network="x", address="https://evil.example", story_id="1",
          confirmed_at="2020-01-01", public_id="mine", version_id="1")
    share = shares(app)[0]
    assert (share.person_id, share.network, share.version_id, share.confirmed_at) == (cast.camilla.id, NetworkKind.LINKEDIN, scene.version_id, None)
    assert "mine" not in (share.code, share.public_id)


@pytest.mark.parametrize("seal", ["", "x", "W10.x.y", "\x00", "…"])
def test_a_seal_that_is_not_ours_is_refused(app: Flask, cast: Cast, scene: Scene, visit: Visitor, seal: str) -> None:
    client = visit(cast.camilla)
    answer = client.post("/sharing/press", data={"seal": seal, "language": "da"})
    assert answer.status_code == 409
    assert shares(app) == []


def test_a_seal_made_with_another_secret_is_refused(app: Flask, cast: Cast, scene: Scene, visit: Visitor) -> None:
    with app.app_context():
        actor = actor_for(db.session.get_one(Person, cast.camilla.id))
        made = new_press(actor, db.session.get_one(StoryVersion, scene.version_id), NetworkKind.X)
        settings: Settings = app.extensions["advocacy.settings"]
        assert sealed(made, settings.secret_key).seal != sealed(made, "another").seal
    answer = visit(cast.camilla).post("/sharing/press", data={"seal": sealed(made, "another" * 8).seal, "language": "da"})
    assert answer.status_code == 409


def test_a_page_that_lay_open_all_day_leads_back_to_a_fresh_one(app: Flask, cast: Cast, scene: Scene, visit: Visitor) -> None:
    """The answer goes back to the page for writing; the browser brings the text along behind #."""
    client = visit(cast.camilla)
    page = compose(client, scene.story)
    with time_machine.travel(clock.now() + LIFETIME + timedelta(minutes=1), tick=True):
        fresh = visit(cast.camilla)
        answer = fresh.post("/sharing/press", data={"seal": hidden_value(page, "seal"), "language": "en"},
                            headers={"Referer": f"http://localhost/sharing/story/{scene.story}/linkedin"})
        assert answer.status_code == 303
        assert answer.headers["Location"] == f"/sharing/story/{scene.story}/linkedin"
        assert "open for many hours" in fresh.get(answer.headers["Location"]).text
    assert shares(app) == []


def test_a_page_whose_share_was_taken_back_makes_no_new_one(app: Flask, cast: Cast, scene: Scene, visit: Visitor) -> None:
    client = visit(cast.camilla)
    page = compose(client, scene.story)
    press(client, page)
    client.post(f"/sharing/{shares(app)[0].public_id}/withdraw")
    assert press(client, page).status_code == 409
    assert len(shares(app)) == 1


def test_the_trail_of_a_press_is_for_nobody_else(app: Flask, cast: Cast, scene: Scene, visit: Visitor) -> None:
    """What an employee does for themselves is written down privately, without a word of theirs."""
    client = visit(cast.camilla)
    press(client, compose(client, scene.story))
    with app.app_context():
        entry = db.session.query(HistoryEntry).filter_by(deed="sharing.share.pressed").one()
        assert entry.is_private
        assert entry.facts == {"story": scene.story, "network": "linkedin"}
    assert "sharing.share" not in visit(cast.anders).get("/history/").text


def test_a_version_approved_meanwhile_does_not_spoil_the_page(app: Flask, cast: Cast, scene: Scene, visit: Visitor) -> None:
    """Attack row R06: the share remembers what was offered; its link follows what is approved."""
    client = visit(cast.camilla)
    page = compose(client, scene.story)
    with app.app_context():
        story = scene.found_story()
        newer = StoryVersion(story_id=story.id, number=2, author_id=cast.tine.id, title={"da": "Ny", "en": "New"}, address="https://bredfjord.example/new")
        db.session.add(newer)
        db.session.flush()
        story.published_version_id = newer.id
        db.session.commit()
    assert press(client, page).status_code == 303
    share = shares(app)[0]
    assert share.version_id == scene.version_id
    assert app.test_client().get(f"/r/{share.code}", headers={"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0"}).headers["Location"] == "https://bredfjord.example/new"
