"""The library in a real browser: reading on without an end, going back to where one was, and doing without any script."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from playwright.sync_api import Browser, Page, expect

from advocacy.foundation import clock
from tests.browser.live import LiveServer
from tests.browser.stage import AXE
from tests.stories.stage import Desk

PHONE, DESKTOP = {"width": 360, "height": 800}, {"width": 1280, "height": 900}

pytestmark = pytest.mark.xdist_group("library_browser")


@pytest.fixture
def full_desk(own_desk: Desk) -> Desk:
    for n in range(45):
        with time_machine.travel(clock.now() - timedelta(minutes=100 - n), tick=False):
            own_desk.published(title=f"Story {n:02}")
    return own_desk


def opened(browser: Browser, server: LiveServer, desk: Desk, size: dict[str, int], **options: object) -> Page:
    context = browser.new_context(viewport=size, reduced_motion="reduce", **options)  # type: ignore[arg-type]
    server.sign_in(context, desk.cast.camilla)
    return context.new_page()


def test_reading_on_adds_cards_and_back_finds_them_again(browser: Browser, live_server: LiveServer, full_desk: Desk) -> None:
    page = opened(browser, live_server, full_desk, DESKTOP)
    page.goto(f"{live_server.url}/library/?language=en")
    cards = page.locator(".story-card")
    expect(cards).to_have_count(20)
    page.get_by_role("link", name="Show more stories").press("Enter")
    expect(cards).to_have_count(40)
    expect(page.get_by_role("link", name="Story 24", exact=True)).to_be_focused()
    assert page.url.endswith("/library/?language=en&page=2&from=1")
    page.get_by_role("link", name="Show more stories").click()
    expect(cards).to_have_count(45)
    expect(page.get_by_role("link", name="Show more stories")).to_have_count(0)
    page.get_by_role("link", name="Story 01", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Story 01")
    page.go_back()
    expect(page.locator(".story-card")).to_have_count(45)
    page.go_back()
    assert "/library" not in page.url


def test_a_card_goes_and_comes_back_under_the_hand(browser: Browser, live_server: LiveServer, full_desk: Desk) -> None:
    page = opened(browser, live_server, full_desk, PHONE)
    page.goto(f"{live_server.url}/library/?language=en")
    page.get_by_role("button", name="Not for me: Story 44").press("Enter")
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_be_focused()
    expect(page.locator(".story-card")).to_have_count(19)
    undo.press("Enter")
    expect(page.locator(".story-card")).to_have_count(20)
    expect(page.get_by_role("link", name="Story 44", exact=True)).to_be_focused()


def test_everything_works_without_a_script(browser: Browser, live_server: LiveServer, full_desk: Desk) -> None:
    page = opened(browser, live_server, full_desk, PHONE, java_script_enabled=False)
    page.goto(f"{live_server.url}/library/?language=en")
    page.get_by_role("link", name="Show more stories").click()
    assert page.locator(".story-card").count() == 20 and page.url.endswith("page=2")
    page.get_by_role("link", name="Stories before these").click()
    page.get_by_role("button", name="Not for me: Story 44").click()
    assert page.get_by_text("Put away.").count() == 1 and page.get_by_role("link", name="Story 44", exact=True).count() == 0
    page.get_by_role("button", name="Undo").click()
    assert page.get_by_role("link", name="Story 44", exact=True).count() == 1
    page.get_by_label("Sort of story").select_option("praise")
    page.get_by_role("button", name="Show these").click()
    assert page.get_by_role("heading", name="Nothing here right now").count() == 1


@pytest.mark.parametrize(("size", "theme"), [(PHONE, "light"), (DESKTOP, "dark")], ids=["phone", "desktop"])
def test_every_page_can_be_used_by_everybody(
    browser: Browser, live_server: LiveServer, full_desk: Desk, size: dict[str, int], theme: str
) -> None:
    """axe finds nothing, and nothing runs out of the side of a phone."""
    page = opened(browser, live_server, full_desk, size, bypass_csp=True, color_scheme=theme)
    topic = full_desk.topics[0]
    for path in (
        "/library/",
        f"/library/?topic={topic}&kind=behind_the_scenes",
        "/library/?q=%21",
        "/library/?q=nothing",
        "/library/following",
    ):
        page.goto(live_server.url + path)
        page.add_script_tag(path=AXE)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert not [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]], path
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
