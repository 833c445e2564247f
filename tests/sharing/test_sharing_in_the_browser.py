"""A phone in Camilla's hand: writing, pressing, the network's window, and back. No network is ever called."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, expect
from sqlalchemy import select

from advocacy.foundation.database import db
from advocacy.sharing.models import Share
from advocacy.sharing.networks.network import NetworkKind
from tests.browser.live import LiveServer
from tests.people import Cast
from tests.sharing.conftest import Scene

PHONE = {"width": 360, "height": 740}
OWN_WORDS = "Natten er min yndlingsvagt. 100 % & plads til 'ro' 🌙 – spørg bare!\nJeg arbejder i Bredfjord Kommune."


class Phone:
    """A phone-sized browser, what it asked our server for, and which foreign addresses it would have opened."""

    def __init__(self, browser: Browser, server: LiveServer) -> None:
        self.server = server
        self.foreign: list[str] = []
        self.sent: list[Request] = []
        self.context: BrowserContext = browser.new_context(
            viewport=PHONE, has_touch=True, is_mobile=True, locale="en-GB", permissions=["clipboard-read", "clipboard-write"])
        self.context.route(lambda url: not url.startswith(server.url), self._stop)
        self.context.on("request", self._note)

    def _stop(self, route: Route) -> None:
        self.foreign.append(route.request.url)
        route.fulfill(status=200, content_type="text/html", body="<title>A network</title>")

    def _note(self, request: Request) -> None:
        self.sent.append(request)

    def compose(self, scene: Scene, network: str) -> Page:
        page = self.context.new_page()
        page.goto(f"{self.server.url}/sharing/story/{scene.story}/{network}")
        page.wait_for_function("document.querySelector('#words-counter, [data-compose]') !== null")
        return page

    def clipboard(self, page: Page) -> str:
        page.bring_to_front()
        return str(page.evaluate("navigator.clipboard.readText()")).replace("\r\n", "\n")

    def told_us(self, words: str) -> list[str]:
        """What went to our server and holds these words, in the address or in what was sent."""
        ours = [request for request in self.sent if request.url.startswith(self.server.url)]
        return [request.url for request in ours
                if words in unquote(request.url.split("#")[0].replace("+", " ")) or words in unquote((request.post_data or "").replace("+", " "))]


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer, own_cast: Cast, own_scene: Scene) -> Iterator[Phone]:
    found = Phone(browser, live_server)
    live_server.sign_in(found.context, own_cast.camilla)
    yield found
    found.context.close()


def the_share(server: LiveServer) -> Share:
    with server.app.app_context():
        share = db.session.scalars(select(Share)).one()
        db.session.expunge_all()
        return share


@pytest.mark.parametrize(("network", "label", "host"), [("linkedin", "LinkedIn", "www.linkedin.com"), ("x", "X", "x.com")])
def test_she_writes_presses_and_the_network_opens(phone: Phone, own_scene: Scene, network: str, label: str, host: str) -> None:
    """Attack row L10: her words reach the clipboard and the network, never us."""
    page = phone.compose(own_scene, network)
    page.fill("#words", OWN_WORDS)
    expect(page.locator("[data-word-for-word]")).to_be_hidden()
    link = page.locator("#link").inner_text()
    with phone.context.expect_page() as opening:
        page.get_by_role("button", name=f"Share on {label}").tap()
    tab = opening.value
    expect(tab.get_by_role("heading", name=f"Opening {label}")).to_be_visible()
    expect(tab.get_by_text("Your text is copied.")).to_be_visible()
    assert "#" not in tab.url
    tab.wait_for_url(f"https://{host}/**")
    opened = next(url for url in phone.foreign if urlsplit(url).hostname == host)
    asked = parse_qs(urlsplit(opened).query)
    assert asked["url"] == [link]
    if network == "x":
        assert asked["text"] == [OWN_WORDS]
    assert phone.clipboard(page) == f"{OWN_WORDS}\n\n{link}"
    page.wait_for_url("**/sharing/*")
    expect(page.get_by_role("heading", name="Did you post it?")).to_be_visible()
    share = the_share(phone.server)
    assert (link.rsplit("/", 1)[1], NetworkKind(network)) == (share.code, share.network)
    assert page.url.endswith(share.public_id)
    assert not phone.told_us("yndlingsvagt")


def test_she_copies_and_goes_on(phone: Phone, own_scene: Scene) -> None:
    page = phone.compose(own_scene, "copy")
    page.fill("#words", OWN_WORDS)
    link = page.locator("#link").inner_text()
    page.get_by_role("button", name="Copy text and link").tap()
    page.wait_for_url("**/sharing/*")
    expect(page.get_by_text("Your text and your link are copied.")).to_be_visible()
    assert phone.clipboard(page) == f"{OWN_WORDS}\n\n{link}"
    assert not phone.told_us("yndlingsvagt")
    assert not phone.foreign
