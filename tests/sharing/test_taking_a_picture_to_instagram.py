"""Instagram has no window for writing: words and picture are taken along, the picture only where everybody in it has said yes to that."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from advocacy.accounts.queries import actor_for
from advocacy.consents.models import Basis, Consent, ConsentWay, PictureRegister
from advocacy.demo.reading import PICTURES
from advocacy.files.models import Picture
from advocacy.files.services import bring_picture, open_picture
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.people.models import Person
from advocacy.sharing.models import Share
from advocacy.sharing.presses import new_press
from advocacy.sharing.services import confirm_share, press_share
from advocacy.stories.models import PictureChoice
from tests.browser.live import LiveServer
from tests.people import Cast
from tests.sharing.phone import Phone
from tests.sharing.scene import Scene
from tests.sharing.stage import compose, press, shares
from tests.signing_in import Visitor

WORDS = "Min nat på Solhjem. Jeg arbejder i Bredfjord Kommune."


def give_picture(scene: Scene, cast: Cast, *, networks: list[str] | None) -> Picture:
    """The story's picture; with ``networks`` somebody is in it who has said yes to these, else nobody can be recognised."""
    version = scene.found_story().published_version
    assert version is not None
    picture = bring_picture((PICTURES / "01.webp").read_bytes(), by=cast.lone.id)
    version.picture, version.picture_choice, version.alt = picture, PictureChoice.DESCRIBED, {"da": "En cykel", "en": "A bicycle"}
    open_picture(picture, version.expires_on)
    db.session.flush()
    if networks is None:
        db.session.add(PictureRegister(picture_id=picture.id, nobody_by_id=cast.lone.id, nobody_at=clock.now()))
    else:
        db.session.add(Consent(picture_id=picture.id, kind="employee", name="Ida Holm", basis=Basis.CONSENT, networks=networks,
                               given_on=clock.today(), way=ConsentWay.WRITTEN, recorded_by_id=cast.lone.id))
    return picture


@pytest.mark.parametrize(("networks", "status"), [
    (None, 200), (["internal", "linkedin", "instagram"], 200), (["internal", "linkedin", "facebook"], 404), ([], 404),
])
def test_the_picture_is_given_only_where_everybody_in_it_has_said_yes(
    app: Flask, cast: Cast, scene: Scene, visit: Visitor, networks: list[str] | None, status: int
) -> None:
    with app.app_context():
        give_picture(scene, cast, networks=networks)
        db.session.commit()
    client = visit(cast.camilla)
    answer = client.get(f"/sharing/story/{scene.story}/picture")
    assert answer.status_code == status
    page = compose(client, scene.story, "instagram")
    assert ("Save the picture" in page) is (status == 200)
    assert ("Choose a picture of your own" in page) is (status == 404)
    if status == 200:
        assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
        assert answer.headers["Cache-Control"] == "no-store"
        with Image.open(io.BytesIO(answer.data)) as saved:
            assert saved.format == "JPEG"
            assert not saved.getexif()


def test_the_picture_of_a_network_is_shown_only_where_it_may_be(app: Flask, cast: Cast, scene: Scene, visit: Visitor) -> None:
    """The card beside the words shows what readers will see, and no more."""
    with app.app_context():
        name = give_picture(scene, cast, networks=["internal", "linkedin"]).public_id
        db.session.commit()
    client = visit(cast.camilla)
    assert f"/files/pictures/{name}/preview" in compose(client, scene.story, "linkedin")
    for other in ("facebook", "x", "whatsapp"):
        assert name not in compose(client, scene.story, other), other


def test_whoever_may_not_share_gets_no_picture(app: Flask, cast: Cast, scene: Scene, visit: Visitor) -> None:
    """Attack row Z05: the picture is as good as none for people outside the programme."""
    with app.app_context():
        give_picture(scene, cast, networks=None)
        db.session.commit()
    assert visit(cast.anders).get(f"/sharing/story/{scene.story}/picture").status_code == 404
    assert app.test_client().get(f"/sharing/story/{scene.story}/picture").status_code == 303


def test_a_picture_taken_back_is_given_no_more(app: Flask, cast: Cast, scene: Scene, visit: Visitor) -> None:
    with app.app_context():
        picture = give_picture(scene, cast, networks=["internal", "instagram"])
        db.session.query(Consent).filter_by(picture_id=picture.id).update({"withdrawn_at": clock.now()})
        db.session.commit()
    assert visit(cast.camilla).get(f"/sharing/story/{scene.story}/picture").status_code == 404


def test_a_press_for_instagram_is_a_share_of_its_own_kind(app: Flask, cast: Cast, scene: Scene, visit: Visitor) -> None:
    client = visit(cast.camilla)
    answer = press(client, compose(client, scene.story, "instagram"), is_copied="1")
    assert answer.status_code == 303
    assert "Open Instagram" in client.get(answer.headers["Location"]).text
    assert [share.network for share in shares(app)] == [NetworkKind.INSTAGRAM]


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer, own_cast: Cast, own_scene: Scene) -> Iterator[Phone]:
    with live_server.app.app_context():
        give_picture(own_scene, own_cast, networks=["internal", "instagram"])
        db.session.commit()
    found = Phone(browser, live_server)
    live_server.sign_in(found.context, own_cast.camilla)
    yield found
    assert found.faults == []
    found.context.close()


def test_she_copies_her_words_and_saves_the_picture(phone: Phone, own_scene: Scene) -> None:
    page = phone.compose(own_scene, "instagram")
    page.fill("#words", WORDS)
    expect(page.locator("[data-preview-words]")).to_have_text(WORDS)
    with page.expect_download() as saving:
        page.get_by_role("link", name="Save the picture").tap()
    assert saving.value.suggested_filename.endswith(".jpg")
    page.get_by_role("button", name="Copy my words").tap()
    expect(page.get_by_role("heading", name="Did you post it?")).to_be_visible()
    expect(page.get_by_text("Open Instagram, choose the picture and paste them.")).to_be_visible()
    assert phone.clipboard(page) == WORDS
    assert not phone.told_us("Solhjem")
    assert not phone.foreign


def test_a_device_that_can_takes_picture_and_words_in_one_go(phone: Phone, own_scene: Scene) -> None:
    """The sheet belongs to the telephone; here it is played by a page script that notes what it was handed."""
    phone.context.add_init_script("""
        navigator.canShare = (handed) => Boolean(handed.files);
        navigator.share = async ({files, text}) => {
            window.name = JSON.stringify({text, name: files[0].name, type: files[0].type, size: files[0].size});
        };
    """)
    page = phone.compose(own_scene, "instagram")
    page.fill("#words", WORDS)
    page.get_by_role("button", name="Share picture and words").tap()
    page.wait_for_url("**/sharing/*")
    handed = page.evaluate("JSON.parse(window.name)")
    assert (handed["text"], handed["type"]) == (WORDS, "image/jpeg")
    assert handed["size"] > 10_000
    assert phone.clipboard(page) == WORDS
    with phone.server.app.app_context():
        assert [share.network for share in db.session.scalars(select(Share))] == [NetworkKind.INSTAGRAM]


def test_a_share_for_instagram_may_name_its_post(app: Flask, cast: Cast, scene: Scene) -> None:
    """The address of a post there is known by its form, without what tracks people."""
    with app.app_context():
        version = scene.found_story().published_version
        assert version is not None
        actor = actor_for(db.session.get_one(Person, cast.camilla.id))
        share = press_share(actor, new_press(actor, version, NetworkKind.INSTAGRAM), language="da")
        confirm_share(share, actor, post_address="https://www.instagram.com/camilla/p/C1a_b-2/?igsh=abc", let_leaders_see=True)
        assert share.post_address == "https://www.instagram.com/p/C1a_b-2"
