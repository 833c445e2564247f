"""A share for later: planned on a phone in a break, found under My shares, moved, and cancelled; then a reminder that really comes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.journeys.guests import DESKTOP, PHONE, Guest
from tests.journeys.stage import Demo

CAMILLA = "camilla.moeller-juhl@bredfjord.example"
WORDS = "Det her skriver jeg færdigt i aften."


@pytest.mark.xdist_group("planned")
@pytest.mark.parametrize(("size", "locale"), [pytest.param(PHONE, "da", id="phone-da"), pytest.param(DESKTOP, "en", id="desktop-en")])
def test_a_share_is_planned_moved_and_cancelled(browser: Browser, demo: Demo, size: tuple[int, int], locale: str) -> None:
    """Issue 4: plan a share for a time; the words stay on the device until they are posted."""
    guest = Guest.arrive(browser, demo, size, locale)
    guest.sign_in(CAMILLA, locale)
    page = guest.page
    guest.open("/sharing/")
    assert page.locator("a[href^='/sharing/planned/']").count() == 1, "the demo's own"
    guest.open("/library/")
    href = page.locator("a[href^='/sharing/story/']").first.get_attribute("href")
    assert href is not None
    guest.open("/".join(href.split("/")[:4]) + "/linkedin")
    page.fill("#words", WORDS)
    page.locator("details:has([data-way=plan]) summary").click()
    page.check("[name=when][value=moment]", force=True)
    page.fill("[name=moment]", page.evaluate("new Date(Date.now() + 3 * 86400000).toISOString().slice(0, 11) + '12:00'"))
    guest.look()
    guest.press("[data-way=plan] button")
    assert "/sharing/planned/" in page.url
    assert page.locator("main textarea").count() == 0, "a reminder holds no words"
    page.check("[name=when][value=morning]", force=True)
    guest.press("form[action$='/move'] button")
    guest.open("/sharing/")
    assert page.locator("a[href^='/sharing/planned/']").count() == 2
    guest.go("a[href^='/sharing/planned/']")
    guest.press("form[action$='/cancel'] button")
    assert page.locator("a[href^='/sharing/planned/']").count() == 1
    guest.open("/".join(href.split("/")[:4]) + "/linkedin")
    assert page.input_value("#words") == WORDS, "her words are where she wrote them"
    guest.leave()
