"""A tip on a night shift becomes a story with its giver's name: on a phone, in Danish, with the demo's people."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.factories.pictures import picture_bytes
from tests.journeys.guests import PHONE, Guest
from tests.journeys.stage import PASSWORD, Demo

GIVER, NAME = "hanne.lykkegaard@bredfjord.example", "Hanne Lykkegaard"
EDITOR, SECOND_EDITOR = "tine.vestergren@bredfjord.example", "lone.bitsch@bredfjord.example"
WORDS = "Kl. 4 i nat lavede Yusuf havregrød til os alle fem."


@pytest.mark.xdist_group("tip")
def test_a_tip_from_a_phone_to_published_and_credited(browser: Browser, demo: Demo, tmp_path: Path) -> None:
    """Issue 3: left in a minute, answered in one press, published by four eyes, thanked and credited."""
    demo.command("accounts", "password", GIVER, "--password", PASSWORD)
    photo = tmp_path / "IMG_2041.jpg"
    photo.write_bytes(picture_bytes(size=(4000, 3000)))
    giver, editor, second = (Guest.arrive(browser, demo, PHONE, "da") for _each in range(3))

    giver.sign_in(GIVER, "da")
    tip = leaves(giver, photo)
    editor.sign_in(EDITOR, "da")
    story = makes_a_draft(editor, tip)
    completes(editor, story)
    second.is_thorough = False
    second.sign_in(SECOND_EDITOR, "da")
    approves(second, story)
    sees_thanks_and_credit(giver, tip, story)
    for guest in (giver, editor, second):
        guest.leave()


def leaves(giver: Guest, photo: Path) -> str:
    """Writes, is interrupted, finds the words again, takes a picture, sends; the device forgets what it kept."""
    page = giver.page
    giver.open("/tips/")
    giver.press("main a[href='/tips/add']")
    page.fill("main [name=words]", WORDS)
    giver.open("/tips/add")
    assert page.locator("[data-restored]").is_visible()
    assert page.input_value("main [name=words]") == WORDS
    assert not page.locator("[data-people]").is_visible()
    page.set_input_files("#camera", photo)
    page.locator("[data-chosen] canvas").wait_for(state="visible")
    page.locator("[data-is-small]").wait_for()
    assert page.evaluate("document.querySelector('canvas').width") == 2000, "made smaller before it travels"
    page.check("main [name=people_in_picture][value=nobody]", force=True)
    page.check("main [name=wants_credit]", force=True)
    giver.press(".tip-send button")
    assert page.locator(".dot").count() == 5, "the clock"
    assert page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('tip-draft')).length") == 0
    found = re.search(r"/tips/([\w-]{16})", page.url)
    assert found is not None, page.url
    return found.group(1)


def makes_a_draft(editor: Guest, tip: str) -> str:
    """Reads it at the desk; one press makes the draft, with words, picture and name."""
    page = editor.page
    editor.open("/tips/desk")
    editor.press(f"main a[href='/tips/desk/{tip}']")
    assert NAME in page.locator("main").inner_text(), "she wished to be named"
    editor.go("main form[action$='/draft'] button[type=submit]")
    found = re.search(r"/stories/([\w-]{16})/edit", page.url)
    assert found is not None, page.url
    assert page.input_value("main [name=body_da]") == WORDS
    assert page.locator("main img.picture-now").count() == 1
    return found.group(1)


def completes(editor: Guest, story: str) -> None:
    """Says who is in the picture, fills in what a story needs, and asks for the second pair of eyes."""
    page = editor.page
    register = page.locator("main a[href*='/consents/pictures/']").first.get_attribute("href")
    page.goto(f"{editor.demo.url}{register}")
    editor.go("main form[action$='/nobody'] button")
    page.goto(f"{editor.demo.url}/stories/{story}/edit")
    page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
    filled = {
        "gain_da": "Hvad der får folk til at blive på nattevagt.",
        "address": f"{editor.demo.url}/bredfjord/natten-har-sin-egen-tone",
        "alt_da": "En gryde grød på et komfur i et køkken om natten",
        "expires_on": "2099-12-31",
    }
    for name, words in filled.items():
        page.fill(f"main [name={name}]", words)
    page.locator("main textarea[name^=caption_linkedin_da]").first.fill("Grød kl. 4. Jeg arbejder i Bredfjord Kommune.")
    for name in ("purpose", "topic", "audience"):
        page.locator(f"main select[name={name}]").select_option(index=1)
    editor.go("main button[name=then][value=submit]:visible")
    assert not page.locator("[aria-invalid=true]").count(), page.locator("[data-error-summary]").inner_text()
    assert page.locator("form[action$='/approve']").count() == 0, "nobody approves what they have written"


def approves(second: Guest, story: str) -> None:
    """Another editor looks at people, tone and facts, and approves."""
    page = second.page
    page.goto(f"{second.demo.url}/stories/{story}/review")
    for each in page.locator("form[action$='/approve'] input[type=checkbox]").all():
        each.check(force=True)
    second.go("main form[action$='/approve'] button[type=submit]")
    assert page.locator("form[action$='/approve']").count() == 0


def sees_thanks_and_credit(giver: Guest, tip: str, story: str) -> None:
    """The whole way stands on her page, and her name beside the story, for as long as she wishes."""
    page = giver.page
    giver.open("/tips/")
    giver.open(f"/tips/{tip}")
    assert page.locator(".timeline > li").count() == 3
    giver.go(f"main a[href='/stories/{story}']")
    assert f"Tip: {NAME}" in page.locator("main").inner_text()
    giver.open(f"/tips/{tip}")
    giver.press("main form[action$='/credit'] button")
    page.goto(f"{giver.demo.url}/stories/{story}")
    assert NAME not in page.locator("main").inner_text()
