"""What the page for writing says while Camilla writes, and that no text of hers is lost on the way."""

from __future__ import annotations

from dataclasses import asdict

from playwright.sync_api import Browser, expect

from advocacy.foundation.database import db
from advocacy.networks.catalogue.listing import all_networks, network
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.sharing.windows import LONGEST_ADDRESS, LONGEST_LETTER, window_of
from tests.browser.live import LiveServer
from tests.browser.stage import AXE
from tests.factories.sharing import make_share
from tests.people import Cast
from tests.sharing.phone import Phone
from tests.sharing.scene import Scene

SUGGESTION = "The night is quiet. I work for Bredfjord Municipality."
LINK = "https://del.bredfjord.dk/r/AbCdEfGhIjKlMnOp"
TEXTS = (
    "Mine egne ord.", "100 % & 'ro' (æøå) #Ét+to = \"tre\"! * ~ /?:@\r\nNy linje\n\n", "🌙 👩‍👩‍👧‍👦 © é", "", "  \n ", f"Læs {LINK} i dag",
    f"Læs\n{LINK}", f"Læs {LINK}2", "$& $1 $$ ~words~", "~words~", "x" * 3000, "x" * 9000,
)


def test_the_page_tells_kindly_while_one_writes(phone: Phone, own_scene: Scene) -> None:
    """Compliance P22: what is still the suggestion, where one works, and how long it is on X; told, and nothing is held back."""
    page = phone.compose(own_scene, "x")
    told, reminder, box = page.locator("[data-word-for-word]"), page.locator("[data-disclosure]"), page.locator("#words")
    expect(told).to_be_visible()
    expect(reminder).to_be_hidden()
    box.fill(f"  {SUGGESTION}\n#Care https://bredfjord.example ")
    expect(told).to_be_visible()
    box.fill("My night. #ViErBredfjord")
    expect(told).to_be_hidden()
    expect(reminder).to_be_visible()
    page.get_by_role("button", name="Add: I work for Bredfjord Municipality.").tap()
    expect(box).to_have_value("My night. #ViErBredfjord\n\nI work for Bredfjord Municipality.")
    expect(reminder).to_be_hidden()
    counter, count, link = page.locator("#words-counter"), page.locator("[data-counter-count]"), page.locator("#link").inner_text()
    family = "æ" * 10 + "👩‍👩‍👧‍👦"
    box.fill(family)
    expect(count).to_have_text(str(network("x").count(family, link).used))
    taken = network("x").count("æ", link).used - 1
    box.fill("æ" * (280 - taken))
    expect(counter).to_have_attribute("data-state", "near")
    box.fill("æ" * (284 - taken))
    expect(counter).to_have_attribute("data-state", "over")
    expect(page.locator("[data-over-by]")).to_have_text("+4")
    expect(page.get_by_text("You may go on all the same")).to_be_visible()
    with phone.context.expect_page():
        page.get_by_role("button", name="Share on X").tap()


def test_the_other_language_is_one_tap_away_and_ones_own_text_comes_back(phone: Phone, own_scene: Scene) -> None:
    """And what a network can take from nobody is kept back, with the reason."""
    page = phone.compose(own_scene, "bluesky")
    box, back = page.locator("#words"), page.get_by_role("button", name="Bring my own text back")
    page.get_by_role("link", name="Dansk").tap()
    expect(box).to_have_value("Natten er stille. Jeg arbejder i Bredfjord Kommune.")
    expect(box).to_have_attribute("lang", "da")
    expect(page.locator("[name=language]")).to_have_value("da")
    expect(back).to_be_hidden()
    box.fill("Mine helt egne ord.")
    page.get_by_role("link", name="English").tap()
    expect(box).to_have_value(SUGGESTION)
    back.tap()
    expect(box).to_have_value("Mine helt egne ord.")
    expect(back).to_be_hidden()
    box.fill("x" * 301)
    page.get_by_role("button", name="Share on Bluesky").tap()
    expect(page.get_by_text("It cannot be posted there before it is shorter.")).to_be_visible()
    expect(box).to_be_focused()
    assert len(phone.context.pages) == 1


def test_no_text_is_lost_with_its_page(phone: Phone, own_scene: Scene) -> None:
    """It waits in this very tab for the page that comes, and is then gone from there: a server named, a page open too long."""
    page = phone.context.new_page()
    page.clock.install()
    page.goto(f"{phone.server.url}/sharing/story/{own_scene.story}/mastodon", wait_until="networkidle")
    box, link = page.locator("#words"), page.locator("#link")
    box.fill("Mine helt egne ord.")
    page.get_by_text("Which Mastodon server are you on?").tap()
    page.get_by_label("Your Mastodon server").fill("mastodon.example.dk")
    page.get_by_role("button", name="Use this server").tap()
    expect(page.get_by_text("Your server: mastodon.example.dk")).to_be_visible()
    expect(box).to_have_value("Mine helt egne ord.")
    before = link.inner_text()
    page.clock.fast_forward("09:00:00")
    page.get_by_role("button", name="Share on Mastodon").tap()
    expect(link).not_to_have_text(before)
    expect(box).to_have_value("Mine helt egne ord.")
    assert page.evaluate("sessionStorage.length") == 0
    assert len(phone.context.pages) == 1
    assert not phone.told_us("egne ord")


def test_a_refused_press_brings_the_text_back_in_the_new_tab(phone: Phone, own_scene: Scene) -> None:
    """The seal is spoilt here on purpose: the new tab shows the page for writing again, with her words and a fresh link."""
    page = phone.compose(own_scene, "linkedin")
    page.fill("#words", "Mine helt egne ord.")
    page.evaluate("document.querySelector('[name=seal]').value = 'spoilt'")
    with phone.context.expect_page() as opening:
        page.get_by_role("button", name="Share on LinkedIn").tap()
    tab = opening.value
    expect(tab.get_by_text("This did not come from our own page")).to_be_visible()
    expect(tab.locator("#words")).to_have_value("Mine helt egne ord.")
    assert "#" not in tab.url
    assert not phone.told_us("egne ord")


def test_the_browser_builds_the_very_address_the_network_would(browser: Browser, live_server: LiveServer) -> None:
    """Every text into every network's window, and the link alone where the address would be too long to be taken."""
    page = browser.new_page()
    page.goto(f"{live_server.url}/healthz")
    for each in all_networks():
        for server in (None, "mastodon.example.dk"):
            window = window_of(each, LINK, "Titel & mere", server)
            if window is None:
                continue
            built = page.evaluate("""async ([window, texts]) => {
                const [counts, windows] = [await import("/static/js/counts.js"), await import("/static/js/windows.js")];
                return texts.map((text) => windows.addressFor(window, text, counts));
            }""", [asdict(window), list(TEXTS)])
            longest = LONGEST_LETTER if each.kind is NetworkKind.EMAIL else LONGEST_ADDRESS
            whole = [each.share_address(text, LINK, "Titel & mere", server) or "" for text in TEXTS]
            assert built == [address if len(address) <= longest else window.alone for address in whole], each.kind
    page.close()


def test_every_page_can_be_used_by_everybody(phone: Phone, own_cast: Cast, own_scene: Scene) -> None:
    """axe finds nothing, and nothing is wider than the phone, in the light and in the dark."""
    with phone.server.app.app_context():
        waiting = make_share(own_cast.camilla, own_scene.found_story(), is_confirmed=False).public_id
        make_share(own_cast.camilla, own_scene.found_story(), network=NetworkKind.COPY)
        db.session.commit()
    story, page = f"/sharing/story/{own_scene.story}", phone.context.new_page()
    for theme in ("light", "dark"):
        page.goto(f"{phone.server.url}/sharing/")
        page.evaluate("theme => localStorage.setItem('theme', theme)", theme)
        for path in ("/sharing/", story, f"{story}/linkedin", f"{story}/mastodon", f"/sharing/{waiting}", f"/sharing/{waiting}/open", "/r/nothing"):
            page.goto(phone.server.url + path)
            page.evaluate(AXE.read_text())
            found = page.evaluate("axe.run().then(found => found.violations.map(each => each.id + ' ' + each.nodes[0].target))")
            assert found == [], f"{path} {theme}: {found}"
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
