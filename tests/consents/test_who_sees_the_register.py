"""The register is for the editors of the picture's programme; whoever is in a picture sees their own line of it."""

from __future__ import annotations

import pytest

from advocacy.accounts import services as accounts
from advocacy.accounts.models import Role
from advocacy.foundation.database import db
from advocacy.people.models import Person, Unit
from advocacy.programmes.models import Programme
from tests.consents.stage import Scene
from tests.factories.consents import make_consent
from tests.factories.pictures import make_picture


@pytest.fixture
def consent(scene: Scene) -> str:
    with scene.app.app_context():
        found = make_consent(scene.found_picture(), scene.cast, person=scene.cast.camilla).public_id
        db.session.commit()
        return found


def paths(scene: Scene, consent: str) -> list[str]:
    return [
        f"/consents/pictures/{scene.picture}",
        f"/consents/pictures/{scene.picture}/add",
        *(f"/consents/{consent}/{deed}" for deed in ("edit", "renew", "withdraw")),
    ]


def test_nobody_but_editors_opens_it(scene: Scene, consent: str) -> None:
    """Attack rows Z01 and Z05."""
    for path in ["/consents/", *paths(scene, consent)]:
        assert scene.app.test_client().get(path).status_code == 303
        for person in (scene.cast.camilla, scene.cast.henrik, scene.cast.josefine):
            assert scene.client(person).get(path).status_code == 403


def test_to_an_editor_of_another_programme_it_does_not_exist(scene: Scene, consent: str) -> None:
    with scene.app.app_context():
        programme = db.session.query(Programme).filter_by(public_id=scene.programme).one()
        programme.units = [db.session.get_one(Unit, scene.cast.welfare.id)]
        accounts.grant_role(
            db.session.get_one(Person, scene.cast.kim.id), Role.EDITOR, db.session.get_one(Unit, scene.cast.roads.id), by=None
        )
        db.session.commit()
    kim = scene.client(scene.cast.kim)
    for path in paths(scene, consent):
        assert kim.get(path).status_code == 404
    assert "Camilla" not in kim.get("/consents/").text
    assert "Møller-Juhl" not in kim.get("/consents/?words=Camilla").text
    for deed in ("withdraw", "remove"):
        assert kim.post(f"/consents/{consent}/{deed}").status_code == 404


def test_a_picture_that_is_used_nowhere_is_known_to_whoever_brought_it(scene: Scene) -> None:
    with scene.app.app_context():
        name = make_picture(scene.cast).public_id
        db.session.commit()
    assert scene.client(scene.cast.lone).get(f"/consents/pictures/{name}").status_code == 200
    assert scene.client(scene.cast.tine).get(f"/consents/pictures/{name}").status_code == 404
    assert scene.client(scene.cast.lone).get("/consents/pictures/nothing").status_code == 404


def test_ones_own_page_holds_ones_own_pictures(scene: Scene, consent: str) -> None:
    page = scene.client(scene.cast.camilla).get("/consents/mine").text
    assert scene.consent().reference in page
    assert "Where it is shown, and that they may change their mind." in page
    assert scene.consent().reference not in scene.client(scene.cast.jonas).get("/consents/mine").text


def test_the_list_is_filtered_and_searched(scene: Scene, consent: str) -> None:
    with scene.app.app_context():
        picture = scene.found_picture()
        make_consent(picture, scene.cast, name="Grethe Olsen", withdrawn_at=scene.consent().created_at)
        make_consent(picture, scene.cast, name="Asger 100%", guardian="Mette Holm")
        db.session.commit()
    lone = scene.client(scene.cast.lone)
    page = lone.get("/consents/").text
    assert "Camilla Møller-Juhl" in page
    assert "Grethe Olsen" not in page
    assert "Grethe Olsen" in lone.get("/consents/?state=withdrawn").text
    assert "Camilla" not in lone.get("/consents/?words=mette").text
    assert "Asger" in lone.get("/consents/?words=mette").text
    assert "Asger" in lone.get("/consents/?words=100%25").text
    assert "Camilla" in lone.get(f"/consents/?words={scene.cast.camilla.name[:7].lower()}").text
    with scene.app.app_context():
        reference = scene.consent().reference
    assert "Asger" in lone.get(f"/consents/?words={reference.lower()}").text
    for wrong in ("?state=mine", "?page=2", "?page=-1", "?page=x"):
        assert lone.get(f"/consents/{wrong}").status_code == 404
