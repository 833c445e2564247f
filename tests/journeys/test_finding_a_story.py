"""Camilla in home care has a break and a phone: three stories for her, one that is not, one she looks for, and a topic to follow."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.journeys.guests import PHONE, Guest
from tests.journeys.stage import Demo

CAMILLA = "camilla.moeller-juhl@bredfjord.example"
LIGHTEST_PROMISE, LIGHTEST_PAGE = 200_000, 60_000

pytestmark = pytest.mark.xdist_group("finding_a_story")


def weights_of_a_cold_visit(context: BrowserContext, url: str) -> dict[str, float]:
    """What came over the line, as the browser itself counted it, for each address; nothing was kept from before."""
    page, kinds, weights = context.new_page(), {}, {}
    wire: Any = context.new_cdp_session(page)
    wire.on("Network.responseReceived", lambda told: kinds.setdefault(told["requestId"], told["response"]["url"]))
    wire.on("Network.loadingFinished", lambda told: weights.__setitem__(kinds.get(told["requestId"], ""), told["encodedDataLength"]))
    wire.send("Network.enable")
    wire.send("Network.clearBrowserCache")
    # It may have come between since the sign-in, and what it hands out is not counted.
    wire.send("Network.setBypassServiceWorker", {"bypass": True})
    page.goto(url, wait_until="networkidle")
    page.close()
    return weights


def test_an_employee_finds_a_story_on_a_phone(browser: Browser, demo: Demo) -> None:
    guest = Guest.arrive(browser, demo, PHONE, "en")
    guest.sign_in(CAMILLA, "en")
    guest.open("/library/")
    page = guest.page
    offers = page.locator("#for-you .offer")
    expect(offers).to_have_count(3)
    assert all(reason.strip() for reason in page.locator(".offer-why").all_inner_texts())
    title = offers.first.locator("h2").inner_text()
    offers.first.get_by_role("button", name="Not for me").click()
    page.get_by_role("button", name="Undo").click()
    expect(offers.first.locator("h2")).to_have_text(title)
    page.fill("#q", "natten")
    guest.press(".find-words button")
    expect(page.locator(".story-card h2").first).to_have_text("The night has a tone of its own")
    guest.follow("The night has a tone of its own")
    page.go_back()
    expect(page.locator("#q")).to_have_value("natten")
    guest.open("/library/following")
    guest.press("form[action$='/unfollow'] button")
    expect(page.get_by_role("button", name="Following")).to_have_count(1)
    guest.leave()


def test_the_library_is_light_on_a_phone_that_was_never_here(browser: Browser, demo: Demo) -> None:
    """The promise of docs/decisions/0008, measured over the real server."""
    guest = Guest.arrive(browser, demo, PHONE, "da", is_thorough=False)
    guest.sign_in(CAMILLA, "da")
    weights = weights_of_a_cold_visit(guest.context, demo.url + "/library/")
    assert len(weights) > 10 and weights[demo.url + "/library/"] > 0
    assert sum(weights.values()) < LIGHTEST_PROMISE, sorted(weights.items(), key=lambda each: -each[1])[:8]
    html = guest.context.request.get(demo.url + "/library/", headers={"Accept-Encoding": "identity"})
    assert len(html.body()) < LIGHTEST_PAGE
    guest.leave()
