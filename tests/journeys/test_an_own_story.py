"""A critical text in one's own name gets advice and no no, and comes into the library only because both want it: phone, Danish."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from tests.journeys.guests import DESKTOP, PHONE, Guest
from tests.journeys.stage import Demo

WRITER, PARTNER = "camilla.moeller-juhl@bredfjord.example", "emil.rask@bredfjord.example"
LEADER, HR, EDITOR = "henrik.aalund@bredfjord.example", "josefine.dal@bredfjord.example", "lone.bitsch@bredfjord.example"
TITLE = "Vi var to for lidt"
WORDS = "I går manglede vi to. Vi nåede det, men ikke ordentligt."


@pytest.mark.xdist_group("own-story")
def test_an_own_story_with_sparring(browser: Browser, demo: Demo) -> None:
    """Issue 3: written alone, talked through by two, shown to nobody else, copied to the library by two yeses."""
    writer, partner = Guest.arrive(browser, demo, PHONE, "da"), Guest.arrive(browser, demo, DESKTOP, "da")
    writer.sign_in(WRITER, "da")
    text = writes_and_asks(writer)
    partner.sign_in(PARTNER, "da")
    gives_advice(partner, text)
    for email in (LEADER, HR, EDITOR):
        sees_nothing(browser, demo, email, text)
    both_want_it(writer, partner, text)
    writer.leave()
    partner.leave()


def writes_and_asks(writer: Guest) -> str:
    """The page says in so many words that nobody decides about it."""
    page = writer.page
    writer.open("/sparring/")
    writer.press("main a[href='/sparring/add']")
    page.fill("main [name=title]", TITLE)
    page.fill("main [name=words]", WORDS)
    page.select_option("main [name=network]", "facebook")
    writer.press(".own-save button")
    found = re.search(r"/sparring/([\w-]{16})", page.url)
    assert found is not None, page.url
    page.locator("[data-copy-from=own-words]").click()
    assert page.evaluate("navigator.clipboard.readText()") == WORDS
    page.locator("main .form-check", has_text="Emil Rask").locator("input").check(force=True)
    page.fill("main form[action$='/ask'] [name=words]", "Er den for skarp?")
    writer.press("main form[action$='/ask'] button[type=submit]")
    assert page.locator(".said-own").count() == 1
    return found.group(1)


def gives_advice(partner: Guest, text: str) -> None:
    """There is a box for advice, and no button that says yes or no."""
    page = partner.page
    partner.open("/sparring/asked")
    partner.press(f"main a[href='/sparring/{text}']")
    actions = [form.get_attribute("action") or "" for form in page.locator("main form").all()]
    assert {action.rpartition("/")[2] for action in actions} <= {"message", "library", "read"}
    page.fill("main form[action$='/message'] [name=words]", "Den er din. Skriv også, hvad der ville have hjulpet.")
    partner.press("main form[action$='/message'] button[type=submit]")


def sees_nothing(browser: Browser, demo: Demo, email: str, text: str) -> None:
    """Her leader, HR and another editor: the page does not exist."""
    other = Guest.arrive(browser, demo, DESKTOP, "da", is_thorough=False)
    other.sign_in(email, "da")
    answer = other.page.goto(f"{demo.url}/sparring/{text}")
    assert answer is not None
    assert answer.status == 404
    other.page.goto(f"{demo.url}/sparring/asked")
    assert TITLE not in other.page.locator("main").inner_text()
    other.leave()


def both_want_it(writer: Guest, partner: Guest, text: str) -> None:
    """One yes is not enough; with the second there is a draft with her as its author, and her own text stays."""
    writer.open(f"/sparring/{text}")
    assert "hvad der ville have hjulpet" in writer.page.locator(".talk").inner_text()
    writer.press("main form[action$='/library'] button")
    assert writer.page.locator(".card-warm").count() == 0
    partner.open(f"/sparring/{text}")
    partner.press("main form[action$='/library'] button")
    partner.page.goto(f"{partner.demo.url}/stories/desk?list=drafts")
    assert TITLE in partner.page.locator("main").inner_text()
    writer.open(f"/sparring/{text}")
    assert WORDS in writer.page.locator("#own-words").inner_text()
    writer.press("main form[action$='/close'] button")
    answer = partner.page.goto(f"{partner.demo.url}/sparring/{text}")
    assert answer is not None
    assert answer.status == 404
