"""What Camilla has written and not shared stays on her own phone, and goes when it should; nobody else ever sees it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.people import Cast
from tests.sharing.phone import Phone
from tests.sharing.scene import Scene

WORDS = "Mine helt egne ord fra pausen."
SUGGESTION = "The night is quiet. I work for Bredfjord Municipality."
DRAFTS = "Object.keys(localStorage).filter((name) => name.startsWith('share-draft:'))"
WEEK = 7 * 86_400_000


@pytest.fixture
def phone(phone: Phone) -> Iterator[Phone]:
    """Hers; what she writes never goes to us."""
    yield phone
    assert not phone.told_us("helt egne ord")


def written(phone: Phone, scene: Scene, network: str = "linkedin") -> Page:
    page = phone.compose(scene, network)
    page.fill("#words", WORDS)
    expect(page.get_by_text("Kept on this device only")).to_be_visible()
    return page


def drafts(page: Page) -> list[str]:
    return list(page.evaluate(DRAFTS))


def test_a_draft_comes_back_with_its_page_and_can_be_thrown_away(phone: Phone, own_cast: Cast, own_scene: Scene) -> None:
    written(phone, own_scene).close()
    page = phone.compose(own_scene, "linkedin")
    expect(page.locator("#words")).to_have_value(WORDS)
    expect(page.get_by_text("Your words from last time are back.")).to_be_visible()
    assert drafts(page) == [f"share-draft:{own_cast.camilla.public_id}:{own_scene.story}:linkedin"]
    other = phone.compose(own_scene, "facebook")
    expect(other.locator("#words")).to_have_value(SUGGESTION)
    page.bring_to_front()
    page.get_by_role("button", name="Throw away").tap()
    expect(page.locator("#words")).to_have_value(SUGGESTION)
    expect(page.get_by_text("Kept on this device only")).to_be_hidden()
    assert drafts(page) == []


def test_a_suggestion_nobody_touched_is_no_draft(phone: Phone, own_scene: Scene) -> None:
    page = phone.compose(own_scene, "linkedin")
    page.get_by_role("link", name="Dansk").tap()
    expect(page.locator("#words")).to_have_value("Natten er stille. Jeg arbejder i Bredfjord Kommune.")
    page.wait_for_timeout(600)
    assert drafts(page) == []


def test_the_language_of_a_draft_comes_back_too(phone: Phone, own_scene: Scene) -> None:
    page = phone.compose(own_scene, "linkedin")
    page.get_by_role("link", name="Dansk").tap()
    page.fill("#words", WORDS)
    expect(page.get_by_text("Kept on this device only")).to_be_visible()
    page.reload(wait_until="networkidle")
    expect(page.locator("#words")).to_have_attribute("lang", "da")
    expect(page.locator("[name=language]")).to_have_value("da")


@pytest.mark.parametrize(("network", "button"), [("copy", "Copy text and link"), ("linkedin", "Share on LinkedIn"), ("email", "Write the letter")])
def test_a_draft_goes_when_it_has_been_shared(phone: Phone, own_scene: Scene, network: str, button: str) -> None:
    page = written(phone, own_scene, network)
    page.get_by_role("button", name=button).tap()
    expect(page.get_by_role("heading", name="Did you post it?")).to_be_visible()
    page.wait_for_function(f"() => {DRAFTS}.length === 0")
    page.go_back(wait_until="networkidle")
    assert drafts(page) == []


def test_a_draft_goes_when_she_signs_out(phone: Phone, own_scene: Scene) -> None:
    page = written(phone, own_scene)
    page.goto(f"{phone.server.url}/sharing/")
    assert len(drafts(page)) == 1
    page.locator("summary", has_text="More").tap()
    page.locator(".sheet").get_by_role("button", name="Sign out").tap()
    page.wait_for_url("**/welcome")
    assert drafts(page) == []


def test_a_draft_goes_after_seven_days(phone: Phone, own_scene: Scene) -> None:
    """On whatever page comes next, and not a day before."""
    page = written(phone, own_scene)
    age = f"(age) => {{ for (const name of {DRAFTS}) localStorage[name] = JSON.stringify({{...JSON.parse(localStorage[name]), at: Date.now() - age}}); }}"
    page.goto(f"{phone.server.url}/sharing/")
    page.evaluate(age, WEEK - 60_000)
    page.reload()
    assert len(drafts(page)) == 1
    page.evaluate(age, WEEK + 1_000)
    page.reload()
    assert drafts(page) == []


def test_on_a_shared_device_the_next_person_finds_nothing(phone: Phone, own_cast: Cast, own_scene: Scene) -> None:
    """Her session ended by itself, so nothing was signed out; the draft goes as soon as somebody else begins to write."""
    page = written(phone, own_scene)
    page.evaluate("localStorage.setItem('share-draft:somebody-else:story:x', JSON.stringify({text: 'Andres ord', language: 'da', at: Date.now()}))")
    page.reload(wait_until="networkidle")
    assert drafts(page) == [f"share-draft:{own_cast.camilla.public_id}:{own_scene.story}:linkedin"]


def test_a_browser_that_keeps_nothing_is_no_obstacle(phone: Phone, own_scene: Scene) -> None:
    phone.context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })")
    page = phone.compose(own_scene, "copy")
    page.fill("#words", WORDS)
    page.wait_for_timeout(600)
    expect(page.get_by_text("Kept on this device only")).to_be_hidden()
    page.get_by_role("button", name="Copy text and link").tap()
    expect(page.get_by_role("heading", name="Did you post it?")).to_be_visible()


def test_the_line_may_drop_while_she_writes(phone: Phone, own_scene: Scene) -> None:
    """Everything goes on but the press, which waits and says so; no word is lost."""
    page = phone.compose(own_scene, "copy")
    notice = page.get_by_text("There is no connection. Write on")
    phone.context.set_offline(True)
    expect(notice).to_be_visible()
    page.get_by_role("link", name="Dansk").tap()
    page.fill("#words", f"{WORDS} #vierbredfjord")
    expect(page.get_by_role("button", name="#ViErBredfjord")).to_have_count(2)
    page.get_by_role("button", name="Copy text and link").tap()
    expect(page.locator("[data-offline]")).to_be_focused()
    assert page.url.endswith("/copy")
    phone.context.set_offline(False)
    expect(notice).to_be_hidden()
    page.get_by_role("button", name="Copy text and link").tap()
    expect(page.get_by_role("heading", name="Did you post it?")).to_be_visible()
