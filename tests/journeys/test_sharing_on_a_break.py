"""A care worker shares a story on her break with one thumb, in Danish and in English; the line drops on the way, and nothing is lost."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Route

from tests.journeys.guests import PHONE, Guest
from tests.journeys.stage import Demo

EMPLOYEE = "camilla.moeller-juhl@bredfjord.example"
WORDS = {
    "da": "I nat sang fru Holm for hele gangen. Jeg arbejder i Bredfjord Kommune.",
    "en": "Last night Mrs Holm sang for the whole corridor. I work for Bredfjord Municipality.",
}
TAG = {"da": "#ViErBredfjord", "en": "#WeAreBredfjord"}

pytestmark = pytest.mark.xdist_group("journey-break")


@pytest.mark.parametrize("locale", ["da", "en"])
def test_from_the_story_to_the_network_with_one_thumb(browser: Browser, demo: Demo, locale: str) -> None:
    """Issue line: the phone flow in both languages, a draft kept without a line, and the address that opens."""
    employee = Guest.arrive(browser, demo, PHONE, locale)
    employee.sign_in(EMPLOYEE, locale)
    story = finds_a_story(employee)
    writes(employee, story, locale)
    loses_the_line(employee, story, locale)
    shares(employee, locale)
    employee.leave()


def finds_a_story(employee: Guest) -> str:
    """From the library to where it may go."""
    employee.open("/library/")
    employee.press("main a[href^='/sharing/story/'], main .story-card a[href^='/stories/']")
    found = re.search(r"/(?:sharing/story|stories)/([\w-]{16})", employee.page.url)
    assert found is not None, employee.page.url
    employee.open(f"/sharing/story/{found[1]}")
    return found[1]


def writes(employee: Guest, story: str, locale: str) -> None:
    """The words are hers, the button is within reach, and the hashtag can be heard."""
    page = employee.page
    employee.press(f"main a[href='/sharing/story/{story}/bluesky']")
    button = page.locator("main form[action$='/sharing/press'] button[type=submit]").bounding_box()
    assert button is not None and button["y"] + button["height"] <= PHONE[1] and button["height"] >= 44
    page.fill("#words", WORDS[locale])
    page.locator("[data-own-band=own], [data-own-band=much]").locator("visible=true").wait_for()
    page.get_by_role("button", name=TAG[locale], exact=True).tap()
    assert page.input_value("#words") == f"{WORDS[locale]}\n\n{TAG[locale]}"
    assert page.locator("[data-preview-words] .preview-link").first.inner_text() == TAG[locale]
    page.locator("[data-kept]").wait_for(state="visible")


def loses_the_line(employee: Guest, story: str, locale: str) -> None:
    """In the basement another page does not come; a page in her language says so, and shows her words. Back upstairs they are in the box again."""
    page = employee.page
    page.evaluate("navigator.serviceWorker.ready.then(() => new Promise((done) => setTimeout(done, 500)))")
    employee.context.set_offline(True)
    page.locator("[data-offline]").wait_for(state="visible")
    page.goto(f"{employee.demo.url}/library/")
    assert page.locator("html").get_attribute("lang") == locale
    assert WORDS[locale] in page.locator("[data-draft-words]").inner_text()
    employee.context.set_offline(False)
    page.locator(".tabbar").wait_for(state="visible")
    employee.open(f"/sharing/story/{story}/bluesky")
    assert page.input_value("#words").startswith(WORDS[locale])
    assert page.locator("[data-restored]").is_visible()


def shares(employee: Guest, locale: str) -> None:
    """One press: the words are copied, Bluesky opens with them, and the draft is gone from the device."""
    page = employee.page
    link, opened = page.locator("#link").inner_text().strip(), list[str]()
    employee.context.route(re.compile(r"https://bsky\.app/"), lambda route: note_and_answer(route, opened))
    with employee.context.expect_page() as window:
        page.locator("main form[action$='/sharing/press'] button[type=submit]").tap()
    window.value.wait_for_url(re.compile(r"https://bsky\.app/"))
    employee.faults = [each for each in employee.faults if "bsky.app/intent/compose" not in each]
    assert urlsplit(opened[0]).path == "/intent/compose"
    assert parse_qs(urlsplit(opened[0]).query) == {"text": [f"{WORDS[locale]}\n\n{TAG[locale]}\n\n{link}"]}
    assert page.evaluate("navigator.clipboard.readText()").endswith(link)
    window.value.close()
    page.wait_for_url(re.compile(r"/sharing/[\w-]{16}$"), wait_until="load")
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('share-draft:')).length") == 0
    employee.press("main form[action$='/confirm'] button[type=submit]")


def note_and_answer(route: Route, opened: list[str]) -> None:
    """Bluesky itself is outside: what it is asked is noted."""
    opened.append(route.request.url)
    route.fulfill(status=200, content_type="text/html", body="<title>Bluesky</title>")
