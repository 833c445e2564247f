"""Who can be recognised in a picture comes into its register: colleagues, citizens, children, and nobody at all."""

from __future__ import annotations

from datetime import timedelta

import pytest

from advocacy.foundation import clock
from advocacy.foundation.database import db
from tests.consents.stage import Scene
from tests.factories.consents import make_consent
from tests.stories.stage import problems_on


def test_an_editor_says_by_name_that_nobody_can_be_recognised(scene: Scene) -> None:
    answer = scene.press(scene.cast.tine, f"/consents/pictures/{scene.picture}/nobody")
    assert answer.status_code == 303
    page = scene.client(scene.cast.lone).get(f"/consents/pictures/{scene.picture}").text
    assert "Nobody can be recognised" in page
    assert "Tine Vestergren has looked at the picture" in page
    assert scene.deeds() == [("picture.nobody", {})]


def test_saying_so_twice_says_it_once(scene: Scene) -> None:
    for _press in range(2):
        assert scene.press(scene.cast.tine, f"/consents/pictures/{scene.picture}/nobody").status_code == 303
    assert len(scene.deeds()) == 1


def test_a_colleague_is_found_by_name_and_registered(scene: Scene) -> None:
    lone = scene.client(scene.cast.lone)
    hits = lone.get(f"/consents/pictures/{scene.picture}/add?named=Camilla").text
    assert f"person={scene.cast.camilla.public_id}" in hits
    answer = scene.add_camilla()
    assert answer.status_code == 303, problems_on(answer)
    page = lone.get(f"/consents/pictures/{scene.picture}").text
    for words in ("Camilla Møller-Juhl", "They have said yes", "LinkedIn", "Sag 26/10417", scene.consent().reference):
        assert words in page


def test_no_name_and_no_proof_stand_in_the_audit_trail(scene: Scene) -> None:
    scene.add(scene.cast.lone, "kind=citizen", name="Grethe Olsen")
    ((deed, facts),) = scene.deeds()
    assert deed == "consent.recorded"
    assert facts == {"picture": scene.picture, "basis": "consent"}


def test_a_child_is_registered_with_a_guardian(scene: Scene) -> None:
    answer = scene.add(scene.cast.lone, "kind=child", name="Asger")
    assert answer.status_code == 422
    assert problems_on(answer)["guardian"] == "Write who said yes for the child."
    assert scene.add(scene.cast.lone, "kind=child", name="Asger", guardian="Mette Holm").status_code == 303
    assert (scene.consent().name, scene.consent().guardian) == ("Asger", "Mette Holm")


def test_somebody_registered_takes_the_place_of_nobody(scene: Scene) -> None:
    scene.press(scene.cast.tine, f"/consents/pictures/{scene.picture}/nobody")
    scene.add_camilla()
    page = scene.client(scene.cast.lone).get(f"/consents/pictures/{scene.picture}").text
    assert "Nobody can be recognised" not in page
    assert scene.press(scene.cast.tine, f"/consents/pictures/{scene.picture}/nobody").status_code == 409


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("networks", {"networks": None}),
        ("networks", {"networks": ["linkedin", "myspace"]}),
        ("given_on", {"given_on": None}),
        ("given_on", {"given_on": (clock.today() + timedelta(days=2)).isoformat()}),
        ("given_on", {"given_on": "yesterday"}),
        ("way", {"way": None}),
        ("proof", {"proof": None}),
        ("told", {"told": "  "}),
        ("expires_on", {"expires_on": None}),
        ("expires_on", {"expires_on": (clock.today() - timedelta(days=1)).isoformat()}),
        ("expires_on", {"expires_on": (clock.today() + timedelta(days=366 * 6)).isoformat()}),
        ("reason", {"basis": "other", "reason": " "}),
        ("proof", {"proof": "x" * 201}),
        ("told", {"told": "A\x00B"}),
    ],
)
def test_what_is_missing_is_named_at_its_field_and_nothing_typed_is_lost(scene: Scene, field: str, changes: dict[str, object]) -> None:
    answer = scene.add(scene.cast.lone, "kind=citizen", name="Grethe Olsen", **changes)
    assert answer.status_code == 422
    assert field in problems_on(answer)
    assert 'value="Grethe Olsen"' in answer.text


def test_a_spoken_yes_needs_no_paper(scene: Scene) -> None:
    assert scene.add_camilla(way="oral", proof=None).status_code == 303


def test_another_basis_needs_its_reason_and_no_consent(scene: Scene) -> None:
    answer = scene.add(
        scene.cast.lone, "kind=citizen", name="Palle Sand", basis="public_event", reason="Speaker at the town festival", given_on=None
    )
    assert answer.status_code == 303
    found = scene.consent()
    assert (found.reason, found.given_on, found.told) == ("Speaker at the town festival", None, "")


def test_what_was_registered_wrongly_is_corrected(scene: Scene) -> None:
    scene.add(scene.cast.lone, "kind=citizen", name="Grete Olsen")
    name = scene.consent().public_id
    assert 'value="Grete Olsen"' in scene.client(scene.cast.lone).get(f"/consents/{name}/edit").text
    assert scene.press(scene.cast.tine, f"/consents/{name}/edit", **scene.form(name="Grethe Olsen")).status_code == 303
    assert scene.consent().name == "Grethe Olsen"
    assert scene.deeds()[-1][0] == "consent.changed"


def test_a_renewed_consent_begins_anew(scene: Scene) -> None:
    with scene.app.app_context():
        make_consent(scene.found_picture(), scene.cast, person=scene.cast.camilla, expires_on=clock.today() + timedelta(days=5))
        db.session.commit()
    name = scene.consent().public_id
    page = scene.client(scene.cast.lone).get(f"/consents/{name}/renew").text
    assert (clock.today() + timedelta(days=365)).isoformat() in page
    assert scene.press(scene.cast.lone, f"/consents/{name}/renew", **scene.form(proof="Sag 26/2")).status_code == 303
    assert (scene.consent().expires_on, scene.consent().proof) == (clock.today() + timedelta(days=365), "Sag 26/2")


def test_whoever_was_registered_by_mistake_is_taken_out(scene: Scene) -> None:
    """The editor who takes the only person out says with it that nobody can be recognised."""
    scene.add_camilla()
    name = scene.consent().public_id
    assert scene.press(scene.cast.tine, f"/consents/{name}/remove").status_code == 303
    page = scene.client(scene.cast.lone).get(f"/consents/pictures/{scene.picture}").text
    assert "Camilla" not in page
    assert "Tine Vestergren has looked at the picture" in page
    assert [deed for deed, _facts in scene.deeds()] == ["consent.recorded", "consent.removed", "picture.nobody"]


def test_hostile_words_stay_words(scene: Scene) -> None:
    """Attack row M01."""
    scene.add(scene.cast.lone, "kind=citizen", name="<img src=x onerror=alert(1)>", told="<script>alert(1)</script>")
    for path in (f"/consents/pictures/{scene.picture}", "/consents/", f"/consents/{scene.consent().public_id}/withdraw"):
        page = scene.client(scene.cast.lone).get(path).text
        assert "<img src=x" not in page
        assert "<script>alert" not in page
