"""A guest: somebody with a browser window of their own, who looks for what keeps others out on every page they see."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.stage import AXE
from tests.journeys.stage import PASSWORD, Demo

#: Changes between light and dark, and waits until the colours have followed.
TURN = """theme => new Promise(done => {
  document.documentElement.dataset.bsTheme = theme;
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 80)));
})"""
PHONE, DESKTOP = (360, 800), (1280, 900)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Guest:
    """One person in one window."""

    demo: Demo
    context: BrowserContext
    page: Page
    is_thorough: bool = True
    looked_at: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    #: Servers of networks that the person goes to themselves in this window.
    elsewhere: tuple[str, ...] = ()

    @classmethod
    def arrive(cls, browser: Browser, demo: Demo, size: tuple[int, int], locale: str, *, is_thorough: bool = True) -> Guest:
        """A new window, of this size and with a browser set to this language; who is not thorough leaves axe at home."""
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale="da-DK" if locale == "da" else "en-GB",
            permissions=["clipboard-read", "clipboard-write"],
            has_touch=size == PHONE,
            reduced_motion="reduce",
        )
        guest = cls(demo, context, context.new_page(), is_thorough)
        guest.page.on("pageerror", lambda error: guest.faults.append(f"{guest.page.url}: {error}"))
        guest.page.on("response", lambda answer: guest.faults.append(f"{answer.url}: {answer.status}") if answer.status >= 500 else None)
        context.on("request", lambda request: guest.note_foreign(request.url))
        return guest

    def note_foreign(self, url: str) -> None:
        """No page of ours calls another host; windows that the person opens do."""
        if url.startswith("http") and not url.startswith((self.demo.url, *self.elsewhere)) and "linkedin.com" not in url:
            self.faults.append(f"called {url}")

    def sign_in(self, email: str, locale: str) -> None:
        """Types name and password, and chooses the language to read."""
        self.page.goto(self.demo.url + "/accounts/sign-in")
        self.page.fill("[name=name]", email)
        self.page.fill("[name=password]", PASSWORD)
        self.go("main form button")
        if self.page.locator("html").get_attribute("lang") != locale:
            # The switch lies in a menu on a phone; its form is the same.
            with self.page.expect_event("load"):
                self.page.evaluate("document.querySelector('form[action=\"/accounts/language\"]').submit()")
        assert self.page.locator("html").get_attribute("lang") == locale
        self.look()

    def open(self, path: str) -> None:
        """Goes to a page, and looks at it."""
        self.page.goto(self.demo.url + path)
        self.look()

    def go(self, selector: str) -> None:
        """Presses, and waits for the page it leads to: a change of address within the page is not yet that page."""
        with self.page.expect_event("load"):
            self.page.locator(selector).first.click()

    def follow(self, words: str) -> None:
        """Follows the first link with these words, and looks at where it led."""
        with self.page.expect_event("load"):
            self.page.get_by_role("link", name=words).first.click()
        self.look()

    def press(self, selector: str) -> None:
        """Presses, and looks at where it led."""
        self.go(selector)
        self.look()

    def look(self) -> None:
        """Nothing sticks out at the side, and axe finds nothing, in light and in dark. Each kind of page once for each guest."""
        kind = re.sub(r"/([\w-]{16}|M\d)(?=/|$)", "/*", self.page.url.split("?")[0].removeprefix(self.demo.url))
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{kind} sticks out at the side"
        if kind in self.looked_at or not self.is_thorough:
            return
        self.looked_at.append(kind)
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        # The page is the same in the dark; only its colours are not.
        for theme, rules in (("light", {"type": "tag", "values": RULES}), ("dark", {"type": "rule", "values": ["color-contrast"]})):
            self.page.evaluate(TURN, theme)
            wrong = self.found_by_axe(rules)
            for _again in range(4):
                # On a busy machine the colours may still be on their way; what is really wrong stays wrong.
                if wrong and all(each.startswith("color-contrast") for each in wrong):
                    self.page.wait_for_timeout(500)
                    wrong = self.found_by_axe(rules)
            assert not wrong, f"{kind} in {theme}: {wrong}"
        self.page.evaluate("() => document.documentElement.dataset.bsTheme = 'light'")

    def found_by_axe(self, rules: dict[str, object]) -> list[str]:
        """Each rule that is broken, and where."""
        found = self.page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", rules)
        return [f"{each['id']}: {each['nodes'][0]['target']}" for each in found["violations"]]

    def leave(self) -> None:
        """Closes the window; nothing may have gone wrong while it was open."""
        self.context.close()
        assert not self.faults, self.faults
