"""Camilla shares on her phone: writing, pressing, the network's window, and back."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from advocacy.foundation.database import db
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.sharing.models import Share
from tests.browser.live import LiveServer
from tests.people import Cast
from tests.sharing.phone import Phone
from tests.sharing.scene import Scene

OWN_WORDS = "Natten er min yndlingsvagt. 100 % & plads til 'ro' 🌙 – spørg bare!\nJeg arbejder i Bredfjord Kommune."


def the_share(server: LiveServer) -> Share:
    with server.app.app_context():
        share = db.session.scalars(select(Share)).one()
        db.session.expunge_all()
        return share


@pytest.mark.parametrize(("network", "label", "host", "path"), [
    ("linkedin", "LinkedIn", "www.linkedin.com", "/sharing/share-offsite/"), ("facebook", "Facebook", "www.facebook.com", "/sharer/sharer.php"),
    ("x", "X", "x.com", "/intent/tweet"), ("bluesky", "Bluesky", "bsky.app", "/intent/compose"), ("mastodon", "Mastodon", "share.joinmastodon.org", "/"),
    ("threads", "Threads", "www.threads.com", "/intent/post"), ("whatsapp", "WhatsApp", "wa.me", "/"),
])
def test_she_writes_presses_and_the_network_opens(phone: Phone, own_scene: Scene, network: str, label: str, host: str, path: str) -> None:
    """Attack row L10: her words reach the clipboard and the network, never us."""
    phone.context.add_init_script("window.areStopped = window.open('/sharing/') === null")
    page = phone.compose(own_scene, network)
    assert page.evaluate("window.areStopped"), "Pop-ups are not blocked in this browser, so what follows would prove nothing."
    page.fill("#words", OWN_WORDS)
    expect(page.locator("[data-word-for-word]")).to_be_hidden()
    link = page.locator("#link").inner_text()
    with phone.context.expect_page() as opening:
        page.get_by_role("button", name=f"Share on {label}").tap()
    tab = opening.value
    expect(tab.get_by_role("heading", name=f"Opening {label}")).to_be_visible()
    expect(tab.get_by_text("Your text is copied.")).to_be_visible()
    assert "#" not in tab.url
    assert tab.evaluate("window.opener === null")
    tab.wait_for_url(f"https://{host}/**")
    assert urlsplit(tab.url).path == path
    check_opened(phone, tab.url, network, link)
    assert phone.clipboard(page) == f"{OWN_WORDS}\n\n{link}"
    page.wait_for_url("**/sharing/*")
    expect(page.get_by_role("heading", name="Did you post it?")).to_be_visible()
    share = the_share(phone.server)
    assert (link.rsplit("/", 1)[1], NetworkKind(network)) == (share.code, share.network)
    assert page.url.endswith(share.public_id)
    assert not phone.told_us("yndlingsvagt")


def check_opened(phone: Phone, url: str, network: str, link: str) -> None:
    """As documented by each network (networks.md, section 1): the link alone, words and link apart, or the words with the link in them."""
    alone, apart, together = {"url": [link]}, {"text": [OWN_WORDS], "url": [link]}, {"text": [f"{OWN_WORDS}\n\n{link}"]}
    wanted = {"linkedin": alone, "facebook": {"u": [link]}, "x": apart, "threads": apart}
    opened = urlsplit(url)
    assert parse_qs(opened.query or opened.fragment) == wanted.get(network, together)
    assert [each for each in phone.foreign if urlsplit(each).hostname == opened.hostname]


def test_she_copies_says_that_it_is_posted_and_turns_her_leaders_off(phone: Phone, own_scene: Scene) -> None:
    page = phone.compose(own_scene, "copy")
    page.fill("#words", OWN_WORDS)
    link = page.locator("#link").inner_text()
    page.get_by_role("button", name="Copy text and link").tap()
    page.wait_for_url("**/sharing/*")
    expect(page.get_by_text("Your text and your link are copied.")).to_be_visible()
    assert phone.clipboard(page) == f"{OWN_WORDS}\n\n{link}"
    page.get_by_role("switch", name="Let my leaders see this").tap()
    page.get_by_role("button", name="I have posted it").tap()
    expect(page.get_by_role("heading", name="My share")).to_be_visible()
    share = the_share(phone.server)
    assert share.confirmed_at is not None
    assert share.is_visible_to_leaders is False
    assert not phone.told_us("yndlingsvagt")
    assert not phone.foreign


def test_her_own_mastodon_server_opens(phone: Phone, own_scene: Scene) -> None:
    page = phone.compose(own_scene, "mastodon")
    page.get_by_text("Which Mastodon server are you on?").tap()
    page.get_by_label("Your Mastodon server").fill("@camilla@mastodon.example.dk")
    page.get_by_role("button", name="Use this server").tap()
    expect(page.get_by_text("Your server: mastodon.example.dk")).to_be_visible()
    page.fill("#words", OWN_WORDS)
    link = page.locator("#link").inner_text()
    with phone.context.expect_page() as opening:
        page.get_by_role("button", name="Share on Mastodon").tap()
    opening.value.wait_for_url("https://mastodon.example.dk/**")
    assert urlsplit(opening.value.url).path == "/share"
    check_opened(phone, opening.value.url, "mastodon", link)


def test_the_device_gets_words_and_link(phone: Phone, own_scene: Scene) -> None:
    """The sheet belongs to the telephone; here it is played by a page script that notes what it was handed.

    The first time it is closed again, and nothing is handed over.
    """
    phone.context.add_init_script("""
        let times = 0;
        navigator.share = async (handed) => {
            times += 1;
            if (times === 1) throw new DOMException("closed", "AbortError");
            window.name = JSON.stringify(handed);
        };
    """)
    page = phone.compose(own_scene, "device")
    page.fill("#words", OWN_WORDS)
    link = page.locator("#link").inner_text()
    with page.expect_response("**/sharing/press"):
        page.get_by_role("button", name="Share", exact=True).tap()
    page.wait_for_timeout(300)
    assert page.url.endswith("/device")
    page.get_by_role("button", name="Share", exact=True).tap()
    page.wait_for_url("**/sharing/*")
    handed = page.evaluate("JSON.parse(window.name)")
    assert handed == {"title": "The night has its own tone", "text": OWN_WORDS, "url": link}
    assert the_share(phone.server).network is NetworkKind.DEVICE
    assert not phone.told_us("yndlingsvagt")


def test_a_letter_is_opened_in_the_mail_program(phone: Phone, own_scene: Scene) -> None:
    """Chromium hands mailto: to the system and shows it to nobody, so what is asked here is that all else happens."""
    page = phone.compose(own_scene, "email")
    link = page.locator("#link").inner_text()
    page.fill("#words", f"Læs her: {link} – og skriv gerne.")
    page.get_by_role("button", name="Write the letter").tap()
    expect(page.get_by_role("heading", name="Did you post it?")).to_be_visible()
    assert phone.clipboard(page) == f"Læs her: {link} – og skriv gerne."
    assert the_share(phone.server).network is NetworkKind.EMAIL
    assert not phone.told_us("skriv gerne")


def test_without_scripts_she_copies_by_hand(own_browser: Browser, live_server: LiveServer, own_cast: Cast, own_scene: Scene) -> None:
    phone = Phone(own_browser, live_server, has_scripts=False)
    live_server.sign_in(phone.context, own_cast.camilla)
    page: Page = phone.compose(own_scene, "bluesky")
    expect(page.locator("noscript p")).to_have_text(re.compile("Scripts are off in your browser."))
    page.fill("#words", OWN_WORDS)
    link = page.locator("#link").inner_text()
    with phone.context.expect_page() as opening:
        page.get_by_role("button", name="Share on Bluesky").tap()
    page.wait_for_timeout(1500)
    assert opening.value.url.endswith("/open")
    shown = unescape(opening.value.content())
    assert "Copy your text before you go on" in shown
    assert f"https://bsky.app/intent/compose?text={quote(link, safe='')}" in shown
    assert the_share(phone.server).network is NetworkKind.BLUESKY
    assert not phone.told_us("yndlingsvagt")
    phone.context.close()
