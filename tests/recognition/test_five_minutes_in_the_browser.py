"""The five minutes on a phone, pressed in a real browser, and the colleague who reads what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from advocacy.people.models import Person
from advocacy.recognition.beginnings import BEGINNINGS
from tests.browser.live import LiveServer
from tests.browser.stage import AXE
from tests.recognition.conftest import House

PHONE = {"width": 360, "height": 740}
Opener = Callable[[Person, str], Page]


@pytest.fixture
def opened(own_house: House, live_server: LiveServer, browser: Browser) -> Iterator[Opener]:
    """Opens a page on somebody's phone."""

    def open_page(person: Person, path: str) -> Page:
        context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
        live_server.sign_in(context, person)
        page = context.new_page()
        page.goto(live_server.url + path)
        return page

    yield open_page
    for context in browser.contexts:
        context.close()


def look_over(page: Page) -> None:
    """No violation in light and dark, nothing wider than the window, and no page longer than it need be."""
    for theme in ("light", "dark"):
        page.evaluate("theme => { document.documentElement.dataset.bsTheme = theme }", theme)
        page.wait_for_timeout(250)  # Buttons change their colour slowly.
        page.evaluate(AXE.read_text())
        found = page.evaluate("axe.run(document)")["violations"]
        assert not found, [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_beginning_comes_after_a_press_and_is_gone_on_from(own_house: House, opened: Opener) -> None:
    own_house.share(own_house.cast.camilla, days=3, post_address="https://www.linkedin.com/posts/camilla_7100")
    own_house.share(own_house.cast.jonas, days=2)
    page = opened(own_house.cast.birgitte, "/recognition/")
    look_over(page)
    field, count = page.locator("#words"), page.locator("[data-counter-count]")
    expect(field).to_have_value("")
    page.get_by_text("Help me begin").click()
    page.locator("[data-beginning]").first.click()
    beginning = str(BEGINNINGS[0])
    expect(field).to_have_value(beginning + " ")
    expect(field).to_be_focused()
    expect(count).to_have_text(str(len(beginning)))
    look_over(page)
    page.get_by_role("button", name="Thank Camilla").click()
    expect(page.get_by_role("alert")).to_contain_text("only the beginning")
    look_over(page)
    expect(page.locator("#words")).to_have_value(beginning)
    page.locator("#words").press("Control+End")
    page.locator("#words").press_sequentially(" the night.")
    page.get_by_role("button", name="Thank Camilla").click()
    expect(page.locator("main")).to_contain_text("Thank you. Camilla will be told.")
    expect(page.locator("#share")).to_contain_text("Jonas Fabricius")
    with own_house.written() as (written,):
        assert written.words == beginning + " the night."


def test_a_press_on_not_now_shows_the_next_and_the_end_is_calm(own_house: House, opened: Opener) -> None:
    own_house.share(own_house.cast.camilla, days=3)
    page = opened(own_house.cast.birgitte, "/recognition/")
    page.get_by_role("link", name="Not now").click()
    expect(page.locator("main")).to_contain_text("You have been through them all")
    look_over(page)


def test_opening_the_thanks_marks_them_as_seen(own_house: House, opened: Opener) -> None:
    own_house.thank(own_house.share(own_house.cast.camilla), own_house.cast.birgitte, words="Well told.")
    page = opened(own_house.cast.camilla, "/")
    expect(page.locator("main")).to_contain_text("Birgitte Holmgaard thanks you")
    look_over(page)
    page.get_by_role("link", name="Read your thanks").click()
    expect(page.get_by_text("Marked as seen.")).to_be_attached()
    expect(page.locator("main")).to_contain_text("Well told.")
    look_over(page)
    with own_house.written() as (written,):
        assert written.seen_at is not None
    page.goto(page.url.replace("/recognition/thanks", "/"))
    expect(page.locator("main")).not_to_contain_text("Birgitte Holmgaard thanks you")
