"""What Camilla sees while she writes with one thumb: how much is her own, how it will look, and the button always within reach."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from advocacy.foundation.database import db
from tests.browser.live import LiveServer
from tests.browser.stage import AXE
from tests.people import Cast
from tests.sharing.phone import Phone
from tests.sharing.scene import Scene

OWN = "I drank coffee with a neighbour at four in the morning, and that is why I stay."
NETWORKS = ("linkedin", "facebook", "x", "bluesky", "mastodon", "threads", "instagram", "whatsapp", "email", "copy", "device")
SMALL = """() => [...document.querySelectorAll('main :is(a, button, summary, textarea)')].filter((each) => each.checkVisibility())
  .filter((each) => !each.closest('p, li, label, .preview') || each.matches('.btn')).map((each) => [each.textContent.trim(), each.getBoundingClientRect()])
  .filter(([, box]) => box.height < 44 || box.width < 24).map(([words]) => words)"""


def band(page: Page) -> str:
    """What the meter says now."""
    return str(page.locator("[data-own-part] [role=status]").inner_text()).strip()


def test_the_meter_encourages_and_holds_nothing_back(phone: Phone, own_scene: Scene) -> None:
    page = phone.compose(own_scene, "x")
    meter = page.get_by_role("meter", name="Make it yours")
    assert band(page).startswith("This is the suggestion, word for word. You may post it as it is")
    assert meter.evaluate("each => each.value") == 0
    page.fill("#words", "The night is quiet. I work for Bredfjord Municipality. So quiet that one hears the fjord.")
    expect(page.get_by_text("That sounds like you.")).to_be_visible()
    page.fill("#words", "At last! The night is quiet. I work for Bredfjord Municipality.")
    expect(page.get_by_text("Your own voice can be heard.")).to_be_visible()
    page.fill("#words", OWN)
    expect(page.get_by_text("Nobody else could have written it.")).to_be_visible()
    assert meter.evaluate("each => each.value") == 1
    page.fill("#words", "")
    page.wait_for_timeout(300)
    assert band(page) == ""
    expect(page.get_by_role("button", name="Share on X")).to_be_enabled()


def test_hashtags_are_offered_so_that_they_can_be_heard(phone: Phone, own_scene: Scene) -> None:
    """Finding 14 of the domain: capitals, or a screen reader makes one long sound of it."""
    page = phone.compose(own_scene, "linkedin")
    box, tag = page.locator("#words"), page.get_by_role("button", name="#WeAreBredfjord", exact=True)
    box.fill("Good morning.")
    expect(tag).to_have_attribute("aria-pressed", "false")
    tag.tap()
    expect(box).to_have_value("Good morning.\n\n#WeAreBredfjord")
    expect(tag).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="#CareThatWorks").tap()
    expect(box).to_have_value("Good morning.\n\n#WeAreBredfjord #CareThatWorks")
    tag.tap()
    expect(box).to_have_value("Good morning.\n\n#CareThatWorks")
    hint = page.locator("[data-hashtag-hint]")
    expect(hint).to_be_hidden()
    box.fill("Good morning #wearebredfjord and #wearebredfjordpeople")
    expect(hint).to_contain_text("#wearebredfjord")
    hint.get_by_role("button", name="#WeAreBredfjord").tap()
    expect(box).to_have_value("Good morning #WeAreBredfjord and #wearebredfjordpeople")
    expect(hint.get_by_role("button")).to_have_count(0)
    expect(hint).to_contain_text("begin each with a capital letter")
    box.fill("Good morning #fjordlife")
    expect(hint.get_by_role("button", name="#FjordLife")).to_be_visible()
    page.get_by_role("link", name="Dansk").tap()
    expect(page.get_by_role("button", name="#ViErBredfjord")).to_be_visible()
    expect(tag).to_be_hidden()


def test_the_card_is_shown_as_the_network_shows_it(phone: Phone, own_scene: Scene) -> None:
    """The words are cut where readers see "more", and the link is among them only where the network leaves it there."""
    long = "Natten er lang. " * 40
    for network, fold in (("linkedin", 210), ("facebook", 480), ("instagram", 125), ("mastodon", None)):
        page = phone.compose(own_scene, network)
        page.fill("#words", long)
        more = page.locator("[data-preview-more]")
        expect(more).to_be_visible() if fold else expect(more).to_be_hidden()
        shown = page.locator("[data-preview-words]").inner_text()
        assert len(shown) <= fold if fold else page.locator("#link").inner_text() in shown
        assert not fold or len(shown) > fold - 25
        page.close()
    for network in ("x", "threads"):
        page = phone.compose(own_scene, network)
        page.fill("#words", "Kort.")
        expect(page.locator("[data-preview-words]")).to_have_text("Kort.")
        page.close()
    page = phone.compose(own_scene, "bluesky")
    card = page.locator(".preview-card")
    expect(card.get_by_text("The night has its own tone", exact=True)).to_be_visible()
    page.get_by_role("link", name="Dansk").tap()
    expect(card.get_by_text("The night has its own tone (da)")).to_be_visible()
    page.fill("#words", "<b>Hej</b> <img src=x onerror=alert(1)>")
    expect(page.locator("[data-preview-words]")).to_contain_text("<b>Hej</b> <img src=x onerror=alert(1)>")


@pytest.mark.parametrize(("locale", "button", "width"), [("da", "Del på LinkedIn", 320), ("en", "Share on LinkedIn", 360)])
def test_the_button_is_always_within_the_thumbs_reach(
    browser: Browser, live_server: LiveServer, own_cast: Cast, own_scene: Scene, locale: str, button: str, width: int
) -> None:
    """And so is the counter, also while the keyboard takes half of the screen; in both languages, from 320 pixels."""
    phone = Phone(browser, live_server)
    live_server.sign_in(phone.context, own_cast.camilla, locale=locale)
    phone.context.add_init_script("""
        window.keyboard = Object.assign(new EventTarget(), { height: innerHeight, offsetTop: 0, scale: 1 });
        Object.defineProperty(window, 'visualViewport', { get: () => keyboard });
    """)
    page = phone.context.new_page()
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(f"{live_server.url}/sharing/story/{own_scene.story}/linkedin", wait_until="networkidle")
    press, counter = page.get_by_role("button", name=button), page.locator("#words-counter")
    page.locator("#words").tap()
    for height in (640, 320):
        page.set_viewport_size({"width": width, "height": height})
        for place in ("document.activeElement.getBoundingClientRect().top + scrollY - 40", "document.body.scrollHeight / 3"):
            page.evaluate(f"scrollTo(0, {place})")
            for each in (press, counter):
                box = each.bounding_box()
                assert box is not None
                assert box["y"] >= 0 and box["y"] + box["height"] <= height, (height, place, box)
    box = press.bounding_box()
    assert box is not None and box["height"] >= 44 and box["width"] >= width - 48
    # A keyboard that lies over the page instead of making it smaller (iOS) is told by the visual viewport: the bar stands on it.
    page.set_viewport_size({"width": width, "height": 640})
    page.evaluate("Object.assign(keyboard, { height: 340 }).dispatchEvent(new Event('resize'))")
    page.evaluate("scrollTo(0, document.activeElement.getBoundingClientRect().top + scrollY - 40)")
    box = press.bounding_box()
    assert box is not None and box["y"] + box["height"] <= 340
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert phone.faults == []
    phone.context.close()


def test_every_way_fits_a_small_phone_and_can_be_pressed_with_a_thumb(phone: Phone, own_scene: Scene) -> None:
    """320 pixels: nothing sticks out, targets are 44 pixels high, and axe finds nothing in light and in dark."""
    with phone.server.app.app_context():
        version = own_scene.found_story().published_version
        assert version is not None
        version.title = {"da": "En meget lang overskrift om Hjemmesygeplejerskernes specialkonsulentfællesskab", "en": "A very long title indeed"}
        db.session.commit()
    page = phone.context.new_page()
    page.set_viewport_size({"width": 320, "height": 640})
    for network in NETWORKS:
        page.goto(f"{phone.server.url}/sharing/story/{own_scene.story}/{network}", wait_until="networkidle")
        page.fill("#words", f"Donaudampfschifffahrtsgesellschaftskapitän{'n' * 60} #vierbredfjord https://bredfjord.example/{'a' * 80}")
        page.wait_for_timeout(700)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, network
        assert page.evaluate(SMALL) == [], network
        page.evaluate(AXE.read_text())
        for theme in ("light", "dark"):
            page.evaluate("theme => { document.documentElement.dataset.bsTheme = theme; }", theme)
            page.wait_for_timeout(400)
            found = page.evaluate("axe.run().then(found => found.violations.map(each => each.id + ' ' + each.nodes[0].target))")
            assert found == [], f"{network} {theme}: {found}"
