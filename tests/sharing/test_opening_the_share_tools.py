"""Who may use the share tools, and what stands on the page of those who may not yet."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from advocacy.accounts.queries import actor_for
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.people.models import Person
from advocacy.programmes.models import Enrolment, Pause
from advocacy.sharing.access import can_share_story, why_not_share
from advocacy.training.models import Licence
from tests.factories.programmes import enrol, invite
from tests.factories.stories import make_story
from tests.factories.training import license_person
from tests.people import Cast
from tests.sharing.scene import Scene
from tests.sharing.stage import compose, press, shares, token_for
from tests.signing_in import Visitor


def every_way_to_share(app: Flask, client: FlaskClient, scene: Scene, page: str, headers: dict[str, str]) -> list[TestResponse]:
    """Each route by which a story can be shared; ``page`` is one for writing from before the gate closed."""
    return [
        client.get(f"/sharing/story/{scene.story}"), client.get(f"/sharing/story/{scene.story}/x"),
        client.post(f"/sharing/story/{scene.story}/mastodon/server", data={"host": "mastodon.example"}), press(client, page),
        app.test_client().post("/api/v1/shares", headers=headers, json={"story": scene.story, "network": "x", "language": "da"}),
    ]


def test_without_a_licence_every_way_leads_to_the_course(app: Flask, cast: Cast, scene: Scene, visit: Visitor) -> None:
    """Attack rows T01 and Z14: also from a page that was opened before the licence ran out, and with a token from then."""
    client, headers = visit(cast.camilla), token_for(app, cast.camilla, "shares:write")
    page = compose(client, scene.story)
    with app.app_context():
        licence = db.session.query(Licence).filter_by(person_id=cast.camilla.id).one()
        licence.valid_until = clock.today() - timedelta(days=1)
        db.session.commit()
    answers = every_way_to_share(app, client, scene, page, headers)
    assert [answer.status_code for answer in answers] == [403] * 5
    assert all("/training/" in answer.text for answer in answers[:4])
    assert "course" in answers[4].json["title"]
    assert shares(app) == []


def test_who_does_not_take_part_is_shown_the_programme(app: Flask, cast: Cast, scene: Scene, visit: Visitor) -> None:
    """Attack row T01."""
    client, headers = visit(cast.camilla), token_for(app, cast.camilla, "shares:write")
    page = compose(client, scene.story)
    with app.app_context():
        db.session.query(Enrolment).filter_by(person_id=cast.camilla.id).one().stopped_at = clock.now()
        programme = scene.found_programme().public_id
        db.session.commit()
    answers = every_way_to_share(app, client, scene, page, headers)
    assert [answer.status_code for answer in answers] == [403] * 5
    assert all(f"/programmes/{programme}" in answer.text for answer in answers[:4])
    assert shares(app) == []


def test_the_public_address_can_be_copied_without_any_gate(app: Flask, cast: Cast, scene: Scene, visit: Visitor) -> None:
    """Compliance P17: training opens the tools and never gates speech, and the page says so."""
    with app.app_context():
        invite(scene.found_programme(), cast.jonas)
        enrol(scene.found_programme(), cast.kim)
        db.session.commit()
    for person, words in ((cast.jonas, "for those who take part"), (cast.kim, "neither gives nor takes permission")):
        answer = visit(person).get(f"/sharing/story/{scene.story}")
        assert answer.status_code == 403
        assert "https://bredfjord.example/h/01" in answer.text
        assert words in answer.text


def test_pausing_keeps_nobody_from_sharing(app: Flask, cast: Cast, scene: Scene, visit: Visitor) -> None:
    with app.app_context():
        enrolment = db.session.query(Enrolment).filter_by(person_id=cast.camilla.id).one()
        db.session.add(Pause(enrolment_id=enrolment.id, started_at=clock.now()))
        db.session.commit()
    assert visit(cast.camilla).get(f"/sharing/story/{scene.story}").status_code == 200


@pytest.mark.parametrize("role", ["birgitte", "lone", "henrik", "josefine", "anders"])
def test_no_role_opens_the_tools_by_itself(app: Flask, cast: Cast, scene: Scene, visit: Visitor, role: str) -> None:
    """Directors, editors, leaders, HR partners and administrators join and learn like everybody else."""
    person: Person = getattr(cast, role)
    with app.app_context():
        invite(scene.found_programme(), person)
        db.session.commit()
    assert visit(person).get(f"/sharing/story/{scene.story}").status_code == 403


def test_a_story_taken_out_or_over_says_so(app: Flask, cast: Cast, scene: Scene, visit: Visitor) -> None:
    client = visit(cast.camilla)
    page = compose(client, scene.story)
    for change in ({"retired_at": clock.now(), "expires_on": None}, {"retired_at": None, "expires_on": clock.today() - timedelta(days=1)}):
        with app.app_context():
            for name, value in change.items():
                setattr(scene.found_story(), name, value)
            db.session.commit()
        for path in ("", "/linkedin"):
            answer = client.get(f"/sharing/story/{scene.story}{path}")
            assert answer.status_code == 410
            assert "not in the library any more" in answer.text
        assert press(client, page).status_code == 410
    assert shares(app) == []


def test_a_story_that_was_never_in_the_library_is_not_there(app: Flask, cast: Cast, scene: Scene, visit: Visitor) -> None:
    """Attack row Z05: a draft does not exist, and neither does a network or a story of that name."""
    with app.app_context():
        draft = make_story(cast, scene.found_programme(), is_published=False).public_id
        db.session.commit()
    client = visit(cast.camilla)
    for path in (draft, f"{draft}/linkedin", f"{scene.story}/myspace", f"{scene.story}/copy/x", "nothing", "nothing/x"):
        assert client.get(f"/sharing/story/{path}").status_code == 404, path


def test_a_story_of_a_programme_one_is_not_invited_to_is_not_there(app: Flask, cast: Cast, scene: Scene, visit: Visitor) -> None:
    with app.app_context():
        license_person(cast.kim)
        db.session.commit()
    assert visit(cast.kim).get(f"/sharing/story/{scene.story}").status_code == 404


def test_one_question_answers_for_all(app: Flask, cast: Cast, scene: Scene) -> None:
    with app.app_context():
        story = scene.found_story()
        camilla, jonas = (actor_for(db.session.get_one(Person, person.id)) for person in (cast.camilla, cast.jonas))
        assert can_share_story(camilla, story)
        assert why_not_share(camilla, story) is None
        assert not can_share_story(jonas, story)
        assert why_not_share(jonas, story)
