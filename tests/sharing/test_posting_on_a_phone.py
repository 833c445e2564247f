"""Camilla posts from her phone with one press, and plans a share: only those two buttons take the words out of the box."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from advocacy.foundation import jobs
from advocacy.foundation.database import db
from advocacy.sharing.models import PlannedShare, Share
from tests.browser.live import LiveServer
from tests.people import Cast
from tests.sharing.phone import Phone
from tests.sharing.posting_stage import connect
from tests.sharing.scene import Scene
from tests.sharing.small_network import SmallNetwork

OWN_WORDS = "Natten er min yndlingsvagt 🌙 – spørg bare!\nJeg arbejder i Bredfjord Kommune."


@pytest.fixture
def phone(phone: Phone, live_server: LiveServer, own_cast: Cast, network: SmallNetwork) -> Phone:
    """Signed in as Camilla, whose account is connected."""
    app = live_server.app
    app.extensions["advocacy.settings"] = replace(app.extensions["advocacy.settings"], egress_allow=network.place)
    with app.app_context():
        connect(own_cast.camilla, network.place)
        db.session.commit()
    return phone


def _work(phone: Phone) -> None:
    with phone.server.app.app_context():
        jobs.run_due_jobs()


def test_one_press_posts_and_the_page_tells_by_itself(phone: Phone, own_scene: Scene, network: SmallNetwork) -> None:
    page = phone.compose(own_scene, "mastodon")
    page.fill("#words", OWN_WORDS)
    page.get_by_role("button", name="Post on Mastodon as").click()
    page.wait_for_url("**/sharing/*")
    expect(page.get_by_text("Posting on Mastodon")).to_be_visible()
    _work(phone)
    expect(page.get_by_text("It stands on Mastodon.")).to_be_visible()
    assert network.words[0].startswith(OWN_WORDS + "\n\nhttp")
    assert [url for url in phone.told_us("yndlingsvagt") if not url.endswith("/sharing/post")] == []
    assert page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('share-draft')).length") == 0
    assert phone.foreign == []


def test_too_long_is_told_before_anything_is_sent(phone: Phone, own_scene: Scene, network: SmallNetwork) -> None:
    page = phone.compose(own_scene, "mastodon")
    page.fill("#words", "x" * 600)
    expect(page.locator("[data-over]")).to_be_visible()
    page.get_by_role("button", name="Post on Mastodon as").click()
    expect(page.locator("#words")).to_be_focused()
    assert phone.told_us("xxxxxx") == []


def test_a_reminder_leaves_the_words_on_the_phone(phone: Phone, own_scene: Scene) -> None:
    page = phone.compose(own_scene, "mastodon")
    page.fill("#words", OWN_WORDS)
    page.get_by_text("Later", exact=True).click()
    expect(page.locator("[data-if-when]")).to_be_hidden()
    page.get_by_text("Tomorrow morning").click()
    page.get_by_role("button", name="Plan it").click()
    page.wait_for_url("**/sharing/planned/*")
    expect(page.get_by_text("You get a letter with a link")).to_be_visible()
    assert phone.told_us("yndlingsvagt") == []
    assert page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('share-draft')).length") == 1
    page = phone.compose(own_scene, "mastodon")
    assert page.input_value("#words") == OWN_WORDS


def test_a_post_is_planned_changed_and_cancelled(phone: Phone, own_scene: Scene, network: SmallNetwork) -> None:
    page = phone.compose(own_scene, "mastodon")
    page.fill("#words", OWN_WORDS)
    page.get_by_text("Later", exact=True).click()
    page.get_by_text("Another time").click()
    page.fill("[name=moment]", "2030-01-01T10:00")
    page.get_by_text("Post it by itself as").click()
    expect(page.get_by_text("Your words wait with us until then")).to_be_visible()
    page.get_by_role("button", name="Plan it").click()
    expect(page.get_by_text("within the next ninety days")).to_be_visible()
    page.go_back()
    assert page.input_value("#words") == OWN_WORDS
    page.get_by_text("Later", exact=True).click()
    page.get_by_text("Tomorrow morning").click()
    page.get_by_text("Post it by itself as").click()
    page.get_by_role("button", name="Plan it").click()
    page.wait_for_url("**/sharing/planned/*")
    assert "yndlingsvagt" in page.input_value("main textarea[name=words]")
    page.fill("main textarea[name=words]", "Helt nye ord")
    page.get_by_role("button", name="Save").last.click()
    expect(page.get_by_text("Your changes are saved.")).to_be_visible()
    page.get_by_role("button", name="Cancel this plan").click()
    page.wait_for_url("**/sharing/")
    with phone.server.app.app_context():
        assert db.session.scalars(select(PlannedShare.sealed_words)).one() is None
        assert db.session.scalar(select(Share.id)) is None
    assert not network.messages
