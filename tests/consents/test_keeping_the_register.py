"""What the register does by itself: consents end with their last day, editors are told before, and names are forgotten in time."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from advocacy.consents import services
from advocacy.consents.models import Consent, PictureUse
from advocacy.consents.queries import consents_expiring
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.sharing.models import TakeDownRequest
from tests.consents.stage import Scene
from tests.factories.consents import make_consent
from tests.factories.sharing import make_share

TODAY = clock.today()


def register(scene: Scene, **changes: object) -> None:
    with scene.app.app_context():
        make_consent(scene.found_picture(), scene.cast, person=scene.cast.camilla, **changes)
        db.session.commit()


def travel(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    """The clock is the outside world."""
    then: datetime = clock.now() + timedelta(days=days)
    monkeypatch.setattr(clock, "now", lambda: then)


def test_a_consent_ends_with_its_last_day_as_if_it_were_withdrawn(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    register(scene, expires_on=TODAY + timedelta(days=1))
    with scene.app.app_context():
        make_share(scene.cast.jonas, scene.found_story())
        assert services.end_expired() == 0
        db.session.commit()
    travel(monkeypatch, 2)
    for ended in (1, 0):
        with scene.app.app_context():
            assert services.end_expired() == ended
            db.session.commit()
    assert scene.is_paused()
    with scene.app.app_context():
        assert db.session.query(TakeDownRequest).count() == 1
    assert scene.deeds()[-1] == ("consent.expired", {"picture": scene.picture})


def test_a_renewal_in_time_keeps_the_story(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    register(scene, expires_on=TODAY + timedelta(days=1))
    name = scene.consent().public_id
    scene.press(scene.cast.lone, f"/consents/{name}/renew", **scene.form(networks=scene.consent().networks))
    travel(monkeypatch, 2)
    with scene.app.app_context():
        assert services.end_expired() == 0
    assert not scene.is_paused()


@pytest.mark.parametrize(("days", "letters"), [(31, 0), (30, 1), (29, 1), (8, 1), (7, 1), (0, 1)])
def test_its_editors_are_told_thirty_and_seven_days_before(scene: Scene, days: int, letters: int) -> None:
    """To Lone, who wrote the story and registered the consent; no name of whoever is in the picture goes by mail."""
    register(scene, expires_on=TODAY + timedelta(days=days))
    for _turn in range(2):
        with scene.app.app_context():
            services.warn_of_expiry()
            db.session.commit()
    found = scene.letters()
    assert len(found) == letters
    assert all(letter.person_id == scene.cast.lone.id for letter in found)
    assert all("Camilla" not in letter.text and scene.consent().reference in letter.text for letter in found)


def test_the_second_letter_comes_a_week_before(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    register(scene, expires_on=TODAY + timedelta(days=30))
    for days in (0, 20, 3):
        travel(monkeypatch, days)
        with scene.app.app_context():
            services.warn_of_expiry()
            db.session.commit()
    assert [letter.subject for letter in scene.letters()] == [
        "A consent to a picture ends in 30 days",
        "A consent to a picture ends in 7 days",
    ]


def test_the_inbox_of_each_editor_lists_what_runs_out(scene: Scene) -> None:
    register(scene, expires_on=TODAY + timedelta(days=20))
    register(scene, expires_on=TODAY + timedelta(days=5))
    register(scene, expires_on=TODAY + timedelta(days=40))
    register(scene, expires_on=TODAY + timedelta(days=3), withdrawn_at=clock.now())
    with scene.app.app_context():
        assert [each.expires_on for each in consents_expiring()] == [TODAY + timedelta(days=5), TODAY + timedelta(days=20)]
        assert len(consents_expiring(10)) == 1


@pytest.mark.parametrize(("shown_until", "told_years_ago", "kept"), [
    (TODAY - timedelta(days=729), 4, 1), (TODAY - timedelta(days=731), 4, 0), (None, 1, 1), (None, 3, 0), (TODAY - timedelta(days=900), 1, 1),
])  # fmt: skip
def test_names_are_forgotten_two_years_after_the_last_use(scene: Scene, shown_until: date | None, told_years_ago: int, kept: int) -> None:
    """Compliance P5: retention by itself, and said on the page."""
    register(scene, created_at=clock.now() - timedelta(days=366 * 5))
    with scene.app.app_context():
        use = db.session.query(PictureUse).one()
        use.shown_until, use.told_at = shown_until, clock.now() - timedelta(days=366 * told_years_ago)
        db.session.commit()
        services.sweep_registers()
        db.session.commit()
        assert db.session.query(Consent).count() == kept
    page = scene.client(scene.cast.lone).get("/consents/").text
    assert "Names are forgotten 2 years after the picture was last used." in page


def test_a_consent_to_a_picture_nobody_uses_yet_is_kept(scene: Scene) -> None:
    register(scene)
    with scene.app.app_context():
        assert services.sweep_registers() == 0
