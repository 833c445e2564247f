"""An editor writes, a second one returns it with a note, the first mends it, both see the history, the second approves."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from tests.journeys.guests import DESKTOP, PHONE, Guest
from tests.journeys.stage import Demo

WRITER, REVIEWER = "tine.vestergren@bredfjord.example", "lone.bitsch@bredfjord.example"
PROGRAMME = {"da": "Vi er Bredfjord", "en": "We are Bredfjord"}
TITLE = {"da": "Broen, der ikke blev malet", "en": "The bridge that was not painted"}
NOTE = "Skriv, hvem der står på broen, så læseren kan se dem for sig."
REASON = {"da": "Et sagsnummer hos Vej og Park", "en": "A case number at Roads and Parks"}


@pytest.mark.parametrize(
    ("size", "locale"),
    [
        pytest.param(PHONE, "da", marks=pytest.mark.xdist_group("editors-round-phone"), id="phone-da"),
        pytest.param(DESKTOP, "en", marks=pytest.mark.xdist_group("editors-round-desktop"), id="desktop-en"),
    ],
)
def test_two_pairs_of_eyes(browser: Browser, demo: Demo, size: tuple[int, int], locale: str) -> None:
    writer = Guest.arrive(browser, demo, size, locale, is_thorough=size == PHONE)
    reviewer = Guest.arrive(browser, demo, size, locale, is_thorough=False)
    writer.sign_in(WRITER, locale)
    writer.open("/editorial/")
    story = writes(writer, locale)
    answers_the_finding(writer, story, locale)

    reviewer.sign_in(REVIEWER, locale)
    reviewer.open("/editorial/")
    assert TITLE[locale] in reviewer.page.locator("#to-review").inner_text()
    reviewer.follow(TITLE[locale])
    assert REASON[locale] in reviewer.page.locator("#checks").inner_text()
    returns(reviewer)

    writer.open("/editorial/")
    assert NOTE[:40] in writer.page.locator("#returned").inner_text()
    mends(writer, story, locale)

    reviewer.open(f"/stories/{story}/review")
    approves(reviewer)
    for guest in (writer, reviewer):
        guest.open(f"/stories/{story}/review")
        history = guest.page.locator("#history").inner_text()
        assert "Tine Vestergren" in history and "Lone Bitsch" in history
        assert history.index("Tine Vestergren") < history.index("Lone Bitsch")
        assert NOTE in guest.page.locator("main").inner_text(), "the reason is kept"
    for path in ("/editorial/stories?list=library", "/editorial/calendar", "/editorial/coverage", "/editorial/board", "/editorial/words"):
        writer.open(path)
    for guest in (writer, reviewer):
        guest.leave()


def writes(writer: Guest, locale: str) -> str:
    """A story in one language with a number in it that looks like a CPR number; returns its name."""
    writer.page.locator("main a[href='/stories/add']").first.click()
    link = writer.page.locator("main a[href*='/stories/add?programme=']").filter(has_text=PROGRAMME[locale])
    writer.page.wait_for_load_state()
    if link.count():
        writer.page.goto(writer.demo.url + (link.first.get_attribute("href") or ""))
    page = writer.page
    page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
    filled = {
        f"title_{locale}": TITLE[locale],
        f"gain_{locale}": "Hvorfor vi ventede." if locale == "da" else "Why we waited.",
        f"body_{locale}": "Vi ventede et år, for fuglene havde unger. Sag 010126-2014."
        if locale == "da"
        else "We waited for a year, for the birds had young ones. Case 010126-2014.",
        "address": f"{writer.demo.url}/bredfjord/03-40-ringer-telefonen",
        f"caption_linkedin_{locale}": "Vi ventede et år. Jeg arbejder i Bredfjord Kommune.",
    }
    for name, words in filled.items():
        page.locator(f"main [name={name}]").first.fill(words)
    page.locator("main input[name=picture_choice][value=none]").check(force=True)
    page.locator("main input[name=kind][value=learned]").check(force=True)
    for name in ("purpose", "topic", "audience"):
        chosen = page.locator(f"main select[name={name}]")
        if chosen.count():
            chosen.first.select_option(index=1)
        else:
            page.locator(f"main input[name={name}], main input[name={name}s]").first.check(force=True)
    page.fill("main [name=expires_on]", "2099-12-31")
    writer.go("main button[name=then][value=submit]:visible")
    writer.look()
    story = re.search(r"/stories/([\w-]{16})", page.url)
    assert story is not None, page.url
    return story.group(1)


def answers_the_finding(writer: Guest, story: str, locale: str) -> None:
    """The number stops it at its field; it is something else, and that is said on the story's page."""
    assert writer.page.locator(f"[name=body_{locale}][aria-invalid=true]").count() == 1
    writer.open(f"/stories/{story}/review")
    assert writer.page.locator("form[action$='/submit']").count() == 0
    writer.page.locator("#checks details summary").click()
    writer.page.fill("#checks [name=reason]", REASON[locale])
    writer.press("#checks form[action$='/reason'] button[type=submit]")
    writer.press("main form[action$='/submit'] button")
    assert writer.page.locator("form[action$='/approve']").count() == 0, "nobody approves what they have written"


def returns(reviewer: Guest) -> None:
    """With a note, and what is good stays unsaid in a test."""
    reviewer.page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
    reviewer.page.fill("main form[action$='/send-back'] [name=note]", NOTE)
    reviewer.press("main form[action$='/send-back'] button[type=submit]")


def mends(writer: Guest, story: str, locale: str) -> None:
    """The note stands above the form; the number goes out by itself this time."""
    writer.open(f"/stories/{story}/edit")
    assert NOTE in writer.page.locator("main").inner_text()
    writer.page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
    words = (
        "Hanne og Ole står på broen. De ventede et år, for fuglene havde unger."
        if locale == "da"
        else "Hanne and Ole stand on the bridge. They waited for a year, for the birds had young ones."
    )
    writer.page.fill(f"main [name=body_{locale}]", words)
    writer.go("main button[name=then][value=submit]:visible")
    writer.look()
    assert not writer.page.locator("[aria-invalid=true]").count()


def approves(reviewer: Guest) -> None:
    """She ticks what she has looked at herself."""
    for box in reviewer.page.locator("main form[action$='/approve'] input[name=looked_at]").all():
        box.check(force=True)
    reviewer.press("main form[action$='/approve'] button[type=submit]")
