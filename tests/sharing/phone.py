"""A phone in somebody's hand: what it asked our server for, what it would have opened elsewhere, and what it has copied."""

from __future__ import annotations

import re
import shutil
from urllib.parse import unquote

from playwright.sync_api import Browser, BrowserContext, Error, Page, Request, Route

from tests.browser.live import LiveServer
from tests.browser.stage import QUIET, patient
from tests.sharing.scene import Scene

NOWHERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
SIZE = {"width": 360, "height": 740}


def strict_browser(browser: Browser) -> Browser:
    """A second Chromium that blocks pop-ups as people's own browsers do (the test driver switches that off) and finds no other host."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    options = {"executable_path": path, "args": [*QUIET, NOWHERE], "ignore_default_args": ["--disable-popup-blocking"]}
    return patient(browser.browser_type.launch(**options))


class Phone:
    """A browser of 360 by 740 pixels with touch. No address outside our server is ever called."""

    def __init__(self, browser: Browser, server: LiveServer, *, has_scripts: bool = True) -> None:
        self.server = server
        self.foreign: list[str] = []
        self.sent: list[Request] = []
        self.faults: list[str] = []
        self.context: BrowserContext = browser.new_context(
            viewport=SIZE, has_touch=True, is_mobile=True, locale="en-GB", java_script_enabled=has_scripts,
            permissions=["clipboard-read", "clipboard-write"])
        if has_scripts:  # Without scripts the driver's way of answering for other hosts holds new tabs up.
            self.context.route(re.compile(r"^https?://(?!127\.0\.0\.1[:/])"), self._stop)
        self.context.on("request", self._note)
        self.context.on("weberror", lambda error: self.faults.append(str(error.error)))

    def _stop(self, route: Route) -> None:
        self.foreign.append(route.request.url)
        route.fulfill(status=200, content_type="text/html", body="<title>A network</title>")

    def _note(self, request: Request) -> None:
        self.sent.append(request)

    def compose(self, scene: Scene, network: str) -> Page:
        """Opens the page for writing."""
        page = self.context.new_page()
        page.goto(f"{self.server.url}/sharing/story/{scene.story}/{network}", wait_until="networkidle")
        return page

    def clipboard(self, page: Page) -> str:
        """What is copied now."""
        page.bring_to_front()
        try:
            told = page.evaluate("navigator.clipboard.readText()")
        except Error:  # The page goes on by itself when the share is stored.
            page.wait_for_load_state()
            told = page.evaluate("navigator.clipboard.readText()")
        return str(told).replace("\r\n", "\n")

    def told_us(self, words: str) -> list[str]:
        """What went to our server and holds these words, in the address or in what was sent."""
        def plain(text: str | None) -> str:
            return unquote((text or "").replace("+", " "))

        ours = [request for request in self.sent if request.url.startswith(self.server.url)]
        return [request.url for request in ours if words in plain(request.url.split("#")[0]) or words in plain(request.post_data)
                or any(words in plain(value) for value in request.headers.values())]
