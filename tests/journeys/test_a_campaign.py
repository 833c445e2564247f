"""A campaign from the first line of its plan to what was learnt from it, with the demo's people in a real browser."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Route

from advocacy.foundation import clock
from tests.journeys.guests import DESKTOP, PHONE, Guest
from tests.journeys.stage import Demo

DIRECTOR, OWNER = "birgitte.holmgaard@bredfjord.example", "lone.bitsch@bredfjord.example"
HR, EMPLOYEE = "josefine.dal@bredfjord.example", "camilla.moeller-juhl@bredfjord.example"

pytestmark = pytest.mark.xdist_group("journey-campaign")


def test_from_the_plan_to_what_was_learnt(browser: Browser, demo: Demo) -> None:
    """Issue line: campaign from kick-off to summary. The owner prepares, the director shares first and presses, others see and share."""
    owner, director = (Guest.arrive(browser, demo, DESKTOP, "en") for _ in range(2))
    hr = Guest.arrive(browser, demo, DESKTOP, "en", is_thorough=False)
    employee = Guest.arrive(browser, demo, PHONE, "da")
    owner.sign_in(OWNER, "en")
    campaign = prepares(owner)
    director.sign_in(DIRECTOR, "en")
    goes_first(director, campaign)
    kicks_off(director, campaign)
    employee.sign_in(EMPLOYEE, "da")
    sees_and_shares(employee, campaign)
    hr.sign_in(HR, "en")
    reports(hr, campaign)
    ends(director, campaign)
    learns(owner, campaign)
    looks_back(employee, campaign)
    for guest in (owner, director, employee, hr):
        guest.leave()


def prepares(owner: Guest) -> str:
    """Name, plan and two stories from the library; the page says what is missing until nothing is."""
    owner.open("/campaigns/")
    owner.follow("New campaign")
    owner.page.fill("[name=name_da]", "Natten har plads til dig")
    owner.page.fill("[name=name_en]", "There is room for you at night")
    owner.press("main form.form button[type=submit]")
    campaign = owner.page.url.removeprefix(owner.demo.url).split("/")[2]
    page = owner.page
    page.locator("main input[name=purpose]").first.check(force=True)
    page.fill("[name=starts_on]", clock.today().isoformat())
    page.fill("[name=ends_on]", (clock.today() + timedelta(days=20)).isoformat())
    page.locator("main input[name=goal_kind][value=applications]").check(force=True)
    page.fill("[name=goal_number]", "3")
    owner.go("main form.form button[type=submit]")
    assert page.locator("#goal_number[aria-invalid=true]").count() == 1, "fewer than five cannot be followed"
    page.fill("[name=goal_number]", "20")
    page.fill("[name=message_da]", "Kære kollega\n\nVi mangler hænder om natten.\n\nBirgitte")
    page.fill("[name=message_en]", "Dear colleague\n\nWe need more hands at night.\n\nBirgitte")
    owner.press("main form.form button[type=submit]")
    assert "Choose at least one story from the library." in page.locator("main").inner_text()
    owner.open(f"/campaigns/{campaign}/stories")
    for _story in range(2):
        owner.go(f"main form[action^='/campaigns/{campaign}/stories/'] button:has-text('Add')")
    owner.open(f"/campaigns/{campaign}/prepare")
    assert page.locator("main a[href$='/kick-off']").count() == 0, "only the director can press"
    assert "6 of 6" in page.locator("main").inner_text()
    return campaign


def goes_first(director: Guest, campaign: str) -> None:
    """The page asks her to share one herself: she does, says that it is posted, and the page says so."""
    director.open(f"/campaigns/{campaign}/kick-off")
    assert "You have not shared one of these stories yet." in director.page.locator("main").inner_text()
    director.go("main .story-card a[href^='/sharing/story/']:has-text('Share')")
    director.go("main a[href$='/email']")
    director.go(
        "form[action='/sharing/press'] button[type=submit]"
        if director.page.locator("form[action='/sharing/press']").count()
        else "main form button[type=submit]"
    )
    director.open("/sharing/")
    director.go("main a[href^='/sharing/']:not([href*='story'])")
    director.go("main form[action$='/confirm'] button[type=submit]")
    director.open(f"/campaigns/{campaign}/kick-off")
    assert "and said that it is posted" in director.page.locator("main").inner_text()


def kicks_off(director: Guest, campaign: str) -> None:
    """She lets colleagues know that she went first, and presses; a second press is not there."""
    assert director.page.locator("[name=tell_first_share]").is_checked()
    director.press("main form[action$='/kick-off'] button[type=submit]")
    words = director.page.locator("main").inner_text()
    assert "Kicked off by Birgitte Holmgaard" in words
    assert "Birgitte Holmgaard has shared one of the stories." in words
    director.open(f"/campaigns/{campaign}/kick-off")
    assert director.page.locator("form[action$='/kick-off']").count() == 0


def sees_and_shares(employee: Guest, campaign: str) -> None:
    """On a phone: the number, the stories, until when, and one tap to where Camilla last shared."""
    employee.open("/campaigns/")
    employee.follow("Natten har plads til dig")
    page = employee.page
    assert employee.page.url.endswith(f"/campaigns/{campaign}")
    assert "Vi mangler hænder om natten." in page.locator("main").inner_text()
    assert page.locator("main .story-card a[href^='/sharing/story/']").count() >= 2
    page.context.route("**/*linkedin.com/**", lambda route: stay(route))
    employee.go("main .story-card a[href^='/sharing/story/']")
    assert re.search(r"/sharing/story/[\w-]+/\w+$", page.url), "one tap leads to writing, not to choosing"


def stay(route: Route) -> None:
    """No test leaves the machine."""
    route.fulfill(status=200, body="")


def reports(hr: Guest, campaign: str) -> None:
    """HR's number is shown as HR's."""
    hr.open(f"/campaigns/{campaign}")
    assert "Not reported yet" in hr.page.locator("main").inner_text()
    hr.open(f"/campaigns/{campaign}/applications")
    hr.page.fill("[name=source]", "The recruitment system")
    hr.page.fill("[name=number]", "12")
    hr.press("main form.form button[type=submit]")
    hr.open(f"/campaigns/{campaign}")
    assert hr.page.locator(".tally-number").inner_text() == "12"
    assert hr.page.locator(".tally progress").get_attribute("max") == "20"


def ends(director: Guest, campaign: str) -> None:
    """Ended before its time, with a reason; the figures are kept as they were."""
    director.open(f"/campaigns/{campaign}/prolong")
    director.page.fill("[name=to_day]", (clock.today() + timedelta(days=30)).isoformat())
    director.go("main form.form button[type=submit]")
    assert "Prolonged by Birgitte Holmgaard" in director.page.locator("main").inner_text()
    director.open(f"/campaigns/{campaign}/end")
    director.page.fill("[name=reason_da]", "Alle stillinger er besat.")
    director.page.fill("[name=reason_en]", "Every post is filled.")
    director.press("main form.form button[type=submit]")
    assert director.page.url.endswith("/summary")
    assert director.page.locator(".tally-number").inner_text() == "12"


def learns(owner: Guest, campaign: str) -> None:
    """What worked, and what to change."""
    owner.open(f"/campaigns/{campaign}/lessons")
    owner.page.fill("[name=worked_da]", "Historierne fra natten.")
    owner.page.fill("[name=change_da]", "Spørg aftenvagten først.")
    owner.press("main form.form button[type=submit]")
    assert "Spørg aftenvagten først." in owner.page.locator("main").inner_text()


def looks_back(employee: Guest, campaign: str) -> None:
    """An employee finds the same, in the summary and in the list of earlier campaigns."""
    employee.open(f"/campaigns/{campaign}")
    words = employee.page.locator("main").inner_text()
    assert "Alle stillinger er besat." in words
    assert "Historierne fra natten." in words
    employee.open("/campaigns/")
    assert "Spørg aftenvagten først." in employee.page.locator("main").inner_text()
    employee.open("/campaigns/definitions")
