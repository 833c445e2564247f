"""A story with a picture goes to review when everybody who can be recognised has said yes, everywhere and until its last day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from advocacy.consents.models import PictureUse
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.stories.models import Story
from advocacy.stories.queries import get_story
from tests.consents.stage import Scene
from tests.factories.consents import make_consent, nobody_in
from tests.factories.pictures import make_picture
from tests.stories.stage import Desk, problems_on


@pytest.fixture
def desk(scene: Scene) -> Desk:
    with scene.app.app_context():
        return Desk.of(scene.app, scene.cast, scene.found_story().programme)


@pytest.fixture
def draft(scene: Scene, desk: Desk) -> str:
    """Lone's draft with a picture of its own."""
    with scene.app.app_context():
        picture = make_picture(scene.cast).public_id
        db.session.commit()
    return desk.write(desk.cast.lone, picture=picture, picture_choice="described", alt_en="A nurse")


def picture_of(story: Story) -> str:
    picture = story.latest.picture
    assert picture is not None
    return picture.public_id


def test_an_unanswered_register_stops_it_and_is_named_beside_the_picture(scene: Scene, desk: Desk, draft: str) -> None:
    """Compliance P2: nothing is published until it is answered."""
    desk.press(desk.cast.lone, draft, "submit")
    assert desk.state(draft) == [(1, "draft")]
    page = desk.client(desk.cast.lone).get(f"/stories/{draft}/edit?check=1")
    assert problems_on(page)["picture_file"].startswith("Say who can be recognised in the picture")
    with desk.story(draft) as story:
        assert f"/consents/pictures/{picture_of(story)}" in page.text


def test_the_register_is_known_to_the_editors_of_the_storys_programme(scene: Scene, desk: Desk, draft: str) -> None:
    """Lone brought it; Tine fills in the register, because the story is hers to edit."""
    with desk.story(draft) as story:
        path = f"/consents/pictures/{picture_of(story)}"
    page = desk.client(desk.cast.tine).get(path).text
    assert "Can anybody be recognised?" in page
    assert "The night has its own tone" in page


def test_nobody_recognisable_lets_it_pass(scene: Scene, desk: Desk, draft: str) -> None:
    with desk.story(draft) as story:
        picture = picture_of(story)
    scene.press(scene.cast.tine, f"/consents/pictures/{picture}/nobody")
    desk.press(desk.cast.lone, draft, "submit")
    assert desk.state(draft) == [(1, "in_review")]
    assert "Nobody can be recognised" in desk.client(desk.cast.tine).get(f"/stories/{draft}/review").text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, None),
        ({"networks": ["internal", "facebook"]}, "has not said yes to: LinkedIn"),
        ({"networks": ["linkedin"]}, "has not said yes to: Inside the organisation"),
        ({"expires_on": clock.today() + timedelta(days=59)}, "before the story's last day"),
        ({"expires_on": clock.today() + timedelta(days=60)}, None),
        ({"withdrawn_at": clock.now()}, "has taken the consent to this picture back"),
        ({"basis": "other", "expires_on": None, "reason": "An actor"}, None),
        ({"basis": "refused", "withdrawn_at": clock.now()}, "has not said yes to being seen"),
    ],
)
def test_each_consent_must_reach_everywhere_and_far_enough(
    scene: Scene, desk: Desk, draft: str, changes: dict[str, object], sentence: str | None
) -> None:
    with desk.story(draft) as story:
        picture = story.latest.picture
        assert picture is not None
        make_consent(picture, scene.cast, person=scene.cast.camilla, **changes)
        make_consent(picture, scene.cast, name="Grethe Olsen")
        db.session.commit()
    desk.press(desk.cast.lone, draft, "submit")
    assert desk.state(draft) == [(1, "draft" if sentence else "in_review")]
    review = desk.client(desk.cast.tine).get(f"/stories/{draft}/review").text
    assert "Camilla Møller-Juhl" in review
    assert not sentence or sentence in review.replace("&#39;", "'")


def test_a_consent_that_ends_while_a_story_waits_stops_the_approval(scene: Scene, desk: Desk, draft: str) -> None:
    with desk.story(draft) as story:
        picture = story.latest.picture
        assert picture is not None
        consent = make_consent(picture, scene.cast, person=scene.cast.camilla).public_id
        db.session.commit()
    desk.press(desk.cast.lone, draft, "submit")
    scene.press(scene.cast.camilla, f"/consents/mine/{consent}/withdraw")
    assert desk.press(desk.cast.tine, draft, "approve").status_code in {409, 422}
    assert desk.state(draft) == [(1, "in_review")]


def test_a_decorative_picture_is_asked_about_as_well(scene: Scene, desk: Desk, draft: str) -> None:
    desk.change(desk.cast.lone, draft, then="submit", picture_choice="decorative", picture=desk_picture(desk, draft))
    assert desk.state(draft)[-1] == (1, "draft")


def test_another_picture_has_a_register_of_its_own(scene: Scene, desk: Desk, draft: str) -> None:
    with scene.app.app_context():
        other = nobody_in(make_picture(scene.cast), scene.cast).public_id
        db.session.commit()
    before = desk_picture(desk, draft)
    desk.change(desk.cast.lone, draft, then="submit", picture_choice="described", alt_en="A nurse", picture=other)
    assert desk.state(draft)[-1] == (1, "in_review")
    assert scene.client(scene.cast.tine).get(f"/consents/pictures/{before}").status_code == 404


def desk_picture(desk: Desk, name: str) -> str:
    with desk.story(name) as story:
        return picture_of(story)


def test_what_a_story_tells_the_register_ends_with_it(scene: Scene, desk: Desk) -> None:
    desk.press(desk.cast.lone, scene.story, "retire")
    page = scene.client(scene.cast.lone).get(f"/consents/pictures/{scene.picture}").text
    with scene.app.app_context():
        assert db.session.query(PictureUse).one().shown_until == clock.today()
        assert get_story(scene.story).retired_at is not None
    assert "Where it is used" in page
