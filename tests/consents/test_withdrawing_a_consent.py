"""Somebody changes their mind: the story rests, its links close, the picture is hidden, and those who shared it are asked kindly."""

from __future__ import annotations

from datetime import timedelta

import pytest

from advocacy.accounts import services as accounts
from advocacy.accounts.models import Role
from advocacy.accounts.queries import actor_for
from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db
from advocacy.foundation.errors import Refusal
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.people.models import Person, Unit
from advocacy.sharing import services as sharing
from advocacy.sharing.models import Share, TakeDownRequest
from advocacy.stories import services as stories
from advocacy.stories.services.writing import begin_version_from
from tests.consents.stage import Scene
from tests.factories.consents import make_consent, make_use, nobody_in
from tests.factories.pictures import make_picture
from tests.factories.sharing import make_share
from tests.sharing.stage import BROWSER, LINKEDIN_BOT, follow

WITHDRAWN = "A consent to be seen in the picture has ended."


@pytest.fixture
def consent(scene: Scene) -> str:
    """Camilla has said yes; Jonas and Henrik have shared, Jonas twice."""
    with scene.app.app_context():
        consent = make_consent(scene.found_picture(), scene.cast, person=scene.cast.camilla)
        story = scene.found_story()
        make_share(scene.cast.jonas, story, at=clock.now() - timedelta(days=3))
        make_share(scene.cast.jonas, story, network=NetworkKind.FACEBOOK, is_confirmed=False)
        make_share(scene.cast.henrik, story)
        db.session.commit()
        return consent.public_id


def withdraw(scene: Scene, consent: str, by: Person | None = None) -> None:
    answer = scene.press(by or scene.cast.tine, f"/consents/{consent}/withdraw")
    assert answer.status_code == 303


def codes(scene: Scene) -> list[str]:
    with scene.app.app_context():
        return [share.code for share in db.session.query(Share).order_by(Share.id)]


def run_jobs(scene: Scene) -> None:
    with scene.app.app_context():
        jobs.run_due_jobs()


def test_the_story_leaves_the_library_in_the_same_moment(scene: Scene, consent: str) -> None:
    jonas = scene.client(scene.cast.jonas)
    assert scene.story in jonas.get("/library/", follow_redirects=True).text
    withdraw(scene, consent)
    assert scene.is_paused()
    assert scene.story not in jonas.get("/library/", follow_redirects=True).text
    assert jonas.get(f"/stories/{scene.story}").status_code == 404
    page = scene.client(scene.cast.lone).get(f"/stories/{scene.story}/review").text
    assert WITHDRAWN in page


def test_the_links_answer_a_clear_page_in_the_readers_language_and_no_word_of_the_story(scene: Scene, consent: str) -> None:
    """Attack row R19: 410 for people and for networks that draw cards, and kept by no cache."""
    withdraw(scene, consent)
    for code in codes(scene):
        for agent in (BROWSER, LINKEDIN_BOT):
            answer = follow(scene.app.test_client(), code, agent=agent, Accept_Language="da")
            assert answer.status_code == 410
            assert answer.headers["Cache-Control"] == "private, no-store"
            assert "og:" not in answer.text
            assert "night" not in answer.text
            assert scene.picture not in answer.text
            assert '<html lang="da"' in answer.text
    assert "This story is resting" in follow(scene.app.test_client(), codes(scene)[0], Accept_Language="en").text


def test_the_picture_is_for_editors_alone(scene: Scene, consent: str) -> None:
    path = f"/files/pictures/{scene.picture}/preview"
    assert scene.app.test_client().get(path).status_code == 200
    withdraw(scene, consent)
    for stranger in (scene.app.test_client(), scene.client(scene.cast.jonas)):
        answer = stranger.get(path)
        assert answer.status_code == 404
    editor = scene.client(scene.cast.tine).get(path)
    assert (editor.status_code, editor.headers["Cache-Control"]) == (200, "private, no-store")


def test_an_open_picture_is_kept_no_longer_than_a_minute(scene: Scene, consent: str) -> None:
    """So that a withdrawal is felt within a minute, in every browser."""
    answer = scene.app.test_client().get(f"/files/pictures/{scene.picture}/card")
    assert answer.headers["Cache-Control"] == "public, max-age=60, must-revalidate"
    again = scene.app.test_client().get(f"/files/pictures/{scene.picture}/card", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_each_sharer_gets_one_kind_letter(scene: Scene, consent: str) -> None:
    """Two shares, one letter; nobody's name stands in it but the reader's own."""
    withdraw(scene, consent)
    run_jobs(scene)
    letters = scene.letters()
    assert [letter.person_id for letter in letters] == [scene.cast.jonas.id, scene.cast.henrik.id] or len(letters) == 2
    for letter in letters:
        assert "You have done nothing wrong" in letter.text
        assert "Camilla" not in letter.text + letter.html
        assert "/sharing/take-down/" in letter.text
    withdraw(scene, consent)
    run_jobs(scene)
    assert len(scene.letters()) == 2


def test_a_sharer_says_in_one_press_that_it_is_taken_down(scene: Scene, consent: str) -> None:
    withdraw(scene, consent)
    jonas = scene.client(scene.cast.jonas)
    assert "Would you take a post down?" in jonas.get("/sharing/").text
    with scene.app.app_context():
        asked = db.session.query(TakeDownRequest).filter_by(person_id=scene.cast.jonas.id).one().public_id
    page = jonas.get(f"/sharing/take-down/{asked}").text
    assert "You have done nothing wrong." in page
    for _press in range(2):
        assert scene.press(scene.cast.jonas, f"/sharing/take-down/{asked}/done").status_code == 303
    assert "Would you take a post down?" not in jonas.get("/sharing/").text
    assert scene.client(scene.cast.henrik).get(f"/sharing/take-down/{asked}").status_code == 404
    assert scene.press(scene.cast.lone, f"/sharing/take-down/{asked}/done").status_code == 404


def test_editors_see_numbers_and_never_who(scene: Scene, consent: str) -> None:
    withdraw(scene, consent)
    page = scene.client(scene.cast.lone).get(f"/sharing/story/{scene.story}/taken-down").text
    assert "Fewer than 5 people were asked" in page
    with scene.app.app_context():
        for person in (scene.cast.emil, scene.cast.josefine, scene.cast.anders):
            db.session.add(
                TakeDownRequest(
                    person_id=person.id,
                    story_id=scene.found_story().id,
                    picture_id=scene.found_picture().id,
                    asked_at=clock.now(),
                    answered_at=clock.now(),
                )
            )
        db.session.commit()
    page = scene.client(scene.cast.lone).get(f"/sharing/story/{scene.story}/taken-down").text
    assert "3 of 5 have answered" in page
    for name in ("Jonas", "Henrik", "Emil", "Josefine"):
        assert name not in page
    assert scene.client(scene.cast.henrik).get(f"/sharing/story/{scene.story}/taken-down").status_code == 403


def test_camilla_takes_her_own_consent_back(scene: Scene, consent: str) -> None:
    camilla = scene.client(scene.cast.camilla)
    assert "Sag 26" not in camilla.get("/consents/mine").text
    assert scene.press(scene.cast.jonas, f"/consents/mine/{consent}/withdraw").status_code == 404
    assert scene.press(scene.cast.camilla, f"/consents/mine/{consent}/withdraw").status_code == 303
    assert scene.is_paused()
    assert scene.consent().withdrawn_by_id == scene.cast.camilla.id


def test_nobody_brings_the_story_back_while_somebody_has_said_no(scene: Scene, consent: str) -> None:
    withdraw(scene, consent)
    with scene.app.app_context(), pytest.raises(Refusal, match="har trukket samtykket til billedet tilbage"):
        stories.resume_story(scene.found_story(), actor_for(db.session.get_one(Person, scene.cast.lone.id)))
    assert scene.is_paused()


def test_with_another_picture_the_story_comes_back_with_the_same_links(scene: Scene, consent: str) -> None:
    withdraw(scene, consent)
    with scene.app.app_context():
        story, cast = scene.found_story(), scene.cast
        other = nobody_in(make_picture(cast), cast)
        version = begin_version_from(story, story.latest, actor_for(db.session.get_one(Person, cast.lone.id)))
        version.picture = other
        make_use(other, story, is_shown=False)
        db.session.flush()
        stories.submit_story(story, actor_for(db.session.get_one(Person, cast.lone.id)))
        editor = db.session.get_one(Person, cast.emil.id)
        accounts.grant_role(editor, Role.EDITOR, db.session.get_one(Unit, cast.root.id), by=None)
        stories.approve_story(story, actor_for(editor), edit_count=version.edit_count)
        db.session.commit()
    assert not scene.is_paused()
    assert [follow(scene.app.test_client(), code).status_code for code in codes(scene)] == [302] * 3
    assert scene.app.test_client().get(f"/files/pictures/{scene.picture}/card").status_code == 404


def test_a_place_that_is_taken_away_asks_only_those_who_shared_there(scene: Scene, consent: str) -> None:
    """Camilla no longer wants to be on Facebook: the story suggests it, so it rests; only the Facebook sharer is asked."""
    with scene.app.app_context():
        make_share(scene.cast.josefine, scene.found_story(), network=NetworkKind.X)
        db.session.commit()
    everywhere = ["internal", "website", "linkedin", "x", "bluesky", "mastodon", "threads", "whatsapp", "email"]
    assert scene.press(scene.cast.lone, f"/consents/{consent}/renew", **scene.form(networks=everywhere)).status_code == 303
    assert scene.is_paused()
    with scene.app.app_context():
        assert [asked.person_id for asked in db.session.query(TakeDownRequest)] == [scene.cast.jonas.id]


def test_somebody_who_never_said_yes_stops_the_story(scene: Scene) -> None:
    answer = scene.add(
        scene.cast.tine, "kind=citizen", name="Grethe Olsen", basis="refused", networks=None, given_on=None, told=None, proof=None
    )
    assert answer.status_code == 303
    assert scene.is_paused()


def test_what_covers_all_the_story_needs_pauses_nothing(scene: Scene, consent: str) -> None:
    scene.add(
        scene.cast.lone,
        "kind=citizen",
        name="Grethe Olsen",
        networks=["internal", "website", "linkedin", "facebook", "x", "bluesky", "mastodon", "threads", "whatsapp", "email"],
    )
    assert not scene.is_paused()
    run_jobs(scene)
    assert not scene.letters()


def test_a_withdrawn_consent_stays_withdrawn_and_a_new_yes_is_registered_anew(scene: Scene, consent: str) -> None:
    withdraw(scene, consent)
    assert scene.press(scene.cast.lone, f"/consents/{consent}/renew", **scene.form()).status_code == 422
    assert scene.press(scene.cast.lone, f"/consents/{consent}/remove").status_code == 409
    every = ["internal", "website", "linkedin", "facebook", "x", "bluesky", "mastodon", "threads", "whatsapp", "email"]
    assert scene.add_camilla(networks=every).status_code == 303
    with scene.app.app_context():
        stories.resume_story(scene.found_story(), actor_for(db.session.get_one(Person, scene.cast.lone.id)))
        db.session.commit()
    assert not scene.is_paused()


def test_a_leavers_request_keeps_no_name(scene: Scene, consent: str) -> None:
    """Attack row Z16."""
    withdraw(scene, consent)
    with scene.app.app_context():
        sharing.forget_sharer(scene.cast.jonas.id)
        db.session.commit()
        assert None in [asked.person_id for asked in db.session.query(TakeDownRequest)]
    run_jobs(scene)
    assert len(scene.letters()) == 1


@pytest.mark.parametrize(
    ("network", "has_picture"), [(NetworkKind.LINKEDIN, True), (NetworkKind.FACEBOOK, False), (NetworkKind.COPY, False)]
)
def test_a_card_shows_the_picture_only_where_everybody_has_said_yes(scene: Scene, network: NetworkKind, has_picture: bool) -> None:
    """Camilla has said yes to LinkedIn alone; a copied link tells no network, and so its card has no picture."""
    with scene.app.app_context():
        make_consent(scene.found_picture(), scene.cast, person=scene.cast.camilla, networks=["internal", "linkedin"])
        code = make_share(scene.cast.jonas, scene.found_story(), network=network).code
        db.session.commit()
    answer = follow(scene.app.test_client(), code, agent=LINKEDIN_BOT if network is NetworkKind.LINKEDIN else "Slackbot-LinkExpanding 1.0")
    assert answer.status_code == 200
    assert ("og:image" in answer.text) is has_picture
